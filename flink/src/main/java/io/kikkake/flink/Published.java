package io.kikkake.flink;

import io.kikkake.engine.ScenarioSet;
import io.kikkake.engine.ScenarioSet.Project;
import io.kikkake.engine.ScenarioSet.Status;
import io.kikkake.engine.scenario.ScenarioReader;
import io.kikkake.engine.scenario.Topic;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What follows from the changes that were published one after another. */
final class Published {

    private Published() {}

    /** What is to be put in its place when a change comes in: itself, and the version it replaces as an old one. */
    static List<ScenarioChange> changed(Iterable<ScenarioChange> all, ScenarioChange change) {
        var changed = new ArrayList<ScenarioChange>();
        if (change.kind() == ScenarioChange.Kind.SCENARIO && change.status() == Status.CURRENT) {
            for (ScenarioChange other : all) {
                boolean replaced = other.kind() == ScenarioChange.Kind.SCENARIO
                        && other.id().equals(change.id())
                        && other.version() != change.version()
                        && other.status() == Status.CURRENT;
                if (replaced) {
                    changed.add(other.with(Status.OLD));
                }
            }
        }
        changed.add(change);
        return changed;
    }

    /** What is left of changes in their order, without those the engine does not take. */
    static List<ScenarioChange> after(List<ScenarioChange> changes) {
        var all = new LinkedHashMap<String, ScenarioChange>();
        for (ScenarioChange change : changes) {
            if (isTaken(change)) {
                changed(List.copyOf(all.values()), change).forEach(each -> all.put(each.place(), each));
            }
        }
        return new ArrayList<>(all.values());
    }

    private static boolean isTaken(ScenarioChange change) {
        try {
            change.check();
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** @param zone of customers whose own is not known */
    static ScenarioSet set(ZoneId zone, Iterable<ScenarioChange> all) {
        Map<String, Topic> topics = new HashMap<>();
        List<ScenarioSet.Published> versions = new ArrayList<>();
        for (ScenarioChange change : all) {
            switch (change.kind()) {
                case SCENARIO ->
                    versions.add(new ScenarioSet.Published(
                            ScenarioReader.read(Json.object(change.document())), change.version(), change.status()));
                case TOPIC -> topics.put(change.id(), change.topic());
                case UNREADABLE -> {
                    // never kept; see DecideFunction
                }
            }
        }
        return ScenarioSet.of(new Project(zone, topics), versions);
    }
}
