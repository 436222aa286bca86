package io.kikkake.server.channel;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** The channels there are: the product's own and those outside jars bring. */
@Component
public class Channels {

    private final Map<String, Channel> byId = new TreeMap<>();

    @Autowired
    Channels(List<Channel> own, Plugins plugins) {
        this(own, plugins.channels());
    }

    /** @throws IllegalStateException if two have the same id, or one has none that could be written in a scenario */
    public Channels(List<Channel> own, Iterable<Channel> outside) {
        Stream.concat(own.stream(), stream(outside)).forEach(channel -> {
            if (!io.kikkake.engine.scenario.Channel.isId(channel.id())) {
                throw new IllegalStateException(
                        "The channel " + channel.getClass().getName() + " calls itself \"" + channel.id()
                                + "\"; an id has small letters, digits and hyphens.");
            }
            if (byId.put(channel.id(), channel) != null) {
                throw new IllegalStateException("There are two channels " + channel.id() + ".");
            }
        });
    }

    private static Stream<Channel> stream(Iterable<Channel> channels) {
        return java.util.stream.StreamSupport.stream(channels.spliterator(), false);
    }

    public Collection<Channel> all() {
        return byId.values();
    }

    public Optional<Channel> get(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Those that are set up, as decisions depend on them. */
    public Map<String, io.kikkake.engine.scenario.Channel> ready() {
        var ready = new TreeMap<String, io.kikkake.engine.scenario.Channel>();
        byId.values().stream()
                .filter(Channel::isReady)
                .forEach(channel -> ready.put(
                        channel.id(), new io.kikkake.engine.scenario.Channel(channel.id(), channel.attribute())));
        return ready;
    }
}
