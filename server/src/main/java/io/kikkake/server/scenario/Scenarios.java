package io.kikkake.server.scenario;

import io.kikkake.engine.ScenarioSet;
import io.kikkake.engine.ScenarioSet.Project;
import io.kikkake.engine.ScenarioSet.Published;
import io.kikkake.engine.ScenarioSet.Status;
import io.kikkake.engine.scenario.Names;
import io.kikkake.server.channel.Channels;
import io.kikkake.server.message.LiveVersions;
import io.kikkake.server.platform.Settings;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What is published. Answers from memory. */
@Component
public class Scenarios implements LiveVersions {

    /** A version of a scenario. */
    public record VersionOf(String id, int version) {}

    private record Snapshot(
            ScenarioSet set,
            Map<String, ScenarioVersion> newest,
            Map<VersionOf, ScenarioVersion> versions,
            Map<String, Map<String, String>> winners) {}

    private final ScenarioStore store;
    private final RulesStore rules;
    private final Segments segments;
    private final Topics topics;
    private final Channels channels;
    private final ZoneId zone;
    private volatile Set<VersionOf> unused = Set.of();
    private volatile Snapshot snapshot;

    Scenarios(
            ScenarioStore store,
            RulesStore rules,
            Segments segments,
            Topics topics,
            Channels channels,
            Settings settings) {
        this.channels = channels;
        this.store = store;
        this.rules = rules;
        this.segments = segments;
        this.topics = topics;
        this.zone = settings.timeZone();
        this.snapshot = read();
    }

    /** For decisions: every version customers may be in. */
    public ScenarioSet current() {
        return snapshot.set();
    }

    /** The newest version of each scenario, archived ones too, by id. */
    public List<ScenarioVersion> newest() {
        return List.copyOf(snapshot.newest().values());
    }

    public Optional<ScenarioVersion> newest(String id) {
        return Optional.ofNullable(snapshot.newest().get(id));
    }

    /** Versions that nobody enters any more, of all scenarios. */
    public List<ScenarioVersion> old() {
        return snapshot.versions().values().stream()
                .filter(version -> !version.newest())
                .toList();
    }

    public Optional<ScenarioVersion> version(String id, int version) {
        return Optional.ofNullable(snapshot.versions().get(new VersionOf(id, version)));
    }

    @Override
    public boolean isLive(String id, int version) {
        return version(id, version)
                .map(this::status)
                .filter(status -> status == Status.ARCHIVED || status == Status.UNUSED)
                .isEmpty();
    }

    /** What people call the scenario; its id where nobody knows it any more. */
    public Names name(String id) {
        return newest(id).map(version -> version.scenario().name()).orElseGet(() -> Names.both(id));
    }

    /** By split, the arm that has won. */
    Map<String, String> winners(String scenario) {
        return snapshot.winners().getOrDefault(scenario, Map.of());
    }

    /** Versions that nobody enters and nobody is in any more; for their sake nothing is kept of customers' pasts. */
    public synchronized void markUnused(Set<VersionOf> versions) {
        if (!unused.equals(versions)) {
            unused = Set.copyOf(versions);
            snapshot = read();
        }
    }

    synchronized void reload() {
        snapshot = read();
    }

    private Snapshot read() {
        List<ScenarioVersion> versions = store.versions();
        var newest = new TreeMap<String, ScenarioVersion>();
        versions.stream().filter(ScenarioVersion::newest).forEach(version -> newest.put(version.id(), version));
        Map<String, Map<String, String>> winners = store.winners();
        List<Published> published = versions.stream()
                .map(version -> new Published(
                        version.scenario(),
                        version.version(),
                        status(version),
                        winners.getOrDefault(version.id(), Map.of())))
                .toList();
        return new Snapshot(
                ScenarioSet.of(
                        new Project(zone, topics.byId(), rules.current())
                                .withSegments(segments.conditions())
                                .withChannels(channels.ready()),
                        published),
                newest,
                versions.stream()
                        .collect(Collectors.toMap(
                                version -> new VersionOf(version.id(), version.version()), Function.identity())),
                winners);
    }

    private Status status(ScenarioVersion version) {
        if (!version.newest()) {
            return unused.contains(new VersionOf(version.id(), version.version())) ? Status.UNUSED : Status.OLD;
        }
        return version.active() ? Status.CURRENT : Status.ARCHIVED;
    }
}
