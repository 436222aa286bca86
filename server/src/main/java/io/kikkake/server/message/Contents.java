package io.kikkake.server.message;

import io.kikkake.engine.value.Value;
import io.kikkake.server.channel.Channels;
import io.kikkake.server.platform.Json;
import io.kikkake.server.platform.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the messages of each scenario version say. */
@Component
public class Contents {

    private static final int CACHED = 500;

    private record Key(String scenario, int version, String message) {}

    private final JdbcClient jdbc;
    private final Channels channels;
    private final Files files;
    private final ConcurrentHashMap<Key, Content> cache = new ConcurrentHashMap<>();

    Contents(JdbcClient jdbc, Channels channels, Files files) {
        this.jdbc = jdbc;
        this.channels = channels;
        this.files = files;
    }

    /**
     * Reads the object under {@code messages} of a scenario.
     *
     * @param marketing whether the message of that id goes out under a marketing topic: then it must show how to stop it
     * @throws Problem 422 with a fault for everything that is wrong, paths beginning with {@code /messages/}
     */
    public List<Compiled> compile(Value.ObjectOf messages, Predicate<String> marketing) {
        return MessageReader.readAll(messages, marketing, channels, files);
    }

    /** Within the caller's transaction; what a version says never changes afterwards. */
    public void store(String scenario, int version, List<Compiled> messages) {
        for (Compiled one : messages) {
            files.hold(named(one.enclosed()));
            jdbc.sql(
                            "insert into message_content (scenario, version, message, subject, html, text, sender, parts, watch, enclosed)"
                                    + " values (?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?::jsonb, ?::jsonb)")
                    .params(
                            scenario,
                            version,
                            one.message(),
                            one.subject(),
                            one.html() == null ? "" : one.html(),
                            one.text(),
                            Json.write(one.from().stored()),
                            Json.write(one.parts()),
                            Json.write(one.watch()),
                            Json.write(one.enclosed()))
                    .update();
        }
    }

    /**
     * Kept in memory once read.
     *
     * @throws RenderingFailed where there is no such message
     */
    public Content content(String scenario, int version, String message) {
        var key = new Key(scenario, version, message);
        Content known = cache.get(key);
        if (known != null) {
            return known;
        }
        Content read = read(key);
        if (cache.size() >= CACHED) {
            cache.clear();
        }
        cache.put(key, read);
        return read;
    }

    /** The newest version that has this message; empty where none has. */
    public OptionalInt newest(String scenario, String message) {
        return jdbc.sql(
                        "select version from message_content where scenario = ? and message = ? order by version desc limit 1")
                .params(scenario, message)
                .query(Integer.class)
                .optional()
                .map(OptionalInt::of)
                .orElse(OptionalInt.empty());
    }

    /** A message of a version that carries a file. */
    record Carrier(String file, String scenario, int version, String message) {}

    /** Of all versions there ever were, newest first. */
    List<Carrier> carriers() {
        var carriers = new ArrayList<Carrier>();
        jdbc.sql("select scenario, version, message, enclosed::text from message_content"
                        + " where enclosed <> '{}' order by scenario, version desc, message")
                .query(row -> {
                    for (String file : named(Json.object(row.getString("enclosed")))) {
                        carriers.add(new Carrier(
                                file, row.getString("scenario"), row.getInt("version"), row.getString("message")));
                    }
                });
        return carriers;
    }

    private static Set<String> named(Value.ObjectOf enclosed) {
        return Enclosed.of(enclosed).named();
    }

    private Content read(Key key) {
        return jdbc.sql(
                        "select subject, html, text, sender::text, parts::text, watch::text, enclosed::text from message_content"
                                + " where scenario = ? and version = ? and message = ?")
                .params(key.scenario(), key.version(), key.message())
                .query((row, number) -> new Content(
                        row.getString("subject"),
                        row.getString("html"),
                        row.getString("text"),
                        From.read(Json.map(Json.object(row.getString("sender")))),
                        Json.object(row.getString("parts")),
                        Json.object(row.getString("watch")),
                        Enclosed.of(Json.object(row.getString("enclosed")))))
                .optional()
                .orElseThrow(() -> new RenderingFailed("Version " + key.version() + " of scenario " + key.scenario()
                        + " has no message " + key.message() + "."));
    }
}
