package io.kikkake.server.runner;

import io.kikkake.engine.Customer;
import io.kikkake.engine.Documents;
import io.kikkake.engine.RandomScenarios.Written;
import io.kikkake.engine.ScenarioSet;
import io.kikkake.engine.ScenarioSet.Project;
import io.kikkake.engine.ScenarioSet.Published;
import io.kikkake.engine.ScenarioSet.Status;
import io.kikkake.engine.scenario.RulesReader;
import io.kikkake.engine.value.Value;
import io.kikkake.server.ingest.LogEntry;
import io.kikkake.server.scenario.ScenarioVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happens in a simulated world, for any host to live through. */
record World(long seed, int customers, String rules, Instant begins, List<Happening> happenings) {

    sealed interface Happening {

        /** Entries are accepted together: one, or a merge's two and the one that tells of it. */
        record Enters(List<LogEntry> entries) implements Happening {}

        /** @param move by old step the new, where running customers go over to the new version; null where they do not */
        record Publishes(
                String scenario,
                int version,
                Written written,
                @Nullable Map<String, String> move) implements Happening {}

        record Archives(String scenario) implements Happening {}

        record Passes(Instant until) implements Happening {}

        /** All that came in and is due is decided. */
        record Settles() implements Happening {}
    }

    /** What is published in a world, as {@code Scenarios} has it. */
    static final class Library {
        private final Project project;
        private final List<ScenarioVersion> versions = new ArrayList<>();
        private ScenarioSet set;

        Library(String rules) {
            project = new Project(Customer.TOKYO, Customer.TOPICS, RulesReader.read(Documents.value(rules)));
            set = ScenarioSet.of(project, List.of());
        }

        void publish(Happening.Publishes published, Instant at) {
            versions.replaceAll(old -> old.id().equals(published.scenario()) ? with(old, false, true) : old);
            versions.add(new ScenarioVersion(
                    published.written().scenario(),
                    published.version(),
                    true,
                    true,
                    published.written().yaml(),
                    (Value.ObjectOf) published.written().definition(),
                    at));
            renew();
        }

        void archive(String scenario) {
            versions.replaceAll(old -> old.id().equals(scenario) ? with(old, old.newest(), false) : old);
            renew();
        }

        private static ScenarioVersion with(ScenarioVersion old, boolean newest, boolean active) {
            return new ScenarioVersion(
                    old.scenario(), old.version(), newest, active, old.source(), old.definition(), old.publishedAt());
        }

        private void renew() {
            set = ScenarioSet.of(
                    project,
                    versions.stream()
                            .map(each -> new Published(each.scenario(), each.version(), status(each)))
                            .toList());
        }

        private static Status status(ScenarioVersion version) {
            if (!version.newest()) {
                return Status.OLD;
            }
            return version.active() ? Status.CURRENT : Status.ARCHIVED;
        }

        ScenarioSet set() {
            return set;
        }

        List<ScenarioVersion> newest() {
            return versions.stream().filter(ScenarioVersion::newest).toList();
        }

        Optional<ScenarioVersion> newest(String scenario) {
            return newest().stream().filter(each -> each.id().equals(scenario)).findFirst();
        }

        ScenarioVersion version(String scenario, int version) {
            return versions.stream()
                    .filter(each -> each.id().equals(scenario) && each.version() == version)
                    .findFirst()
                    .orElseThrow();
        }

        Project project() {
            return project;
        }
    }
}
