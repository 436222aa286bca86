package io.kikkake.engine;

import io.kikkake.engine.ScenarioSet.Project;
import io.kikkake.engine.condition.Condition;
import io.kikkake.engine.condition.Parts;
import io.kikkake.engine.condition.Tallying;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What all conditions together want kept of customers' pasts, each thing once. */
final class Asked {

    private final Map<Long, Tallying> tallyings = new HashMap<>();
    private final Map<String, List<Tallying>> byEvent = new HashMap<>();
    private final Set<String> scenarios = new HashSet<>();

    Asked(Project project) {
        project.segments().values().forEach(this::add);
    }

    void add(Condition condition) {
        Parts.tallyings(condition).forEach(this::add);
        Parts.pastScenarios(condition).forEach(scenarios::add);
    }

    private void add(Tallying tallying) {
        if (tallyings.putIfAbsent(tallying.id(), tallying) == null) {
            for (String event : tallying.events()) {
                byEvent.computeIfAbsent(event, name -> new ArrayList<>()).add(tallying);
            }
        }
    }

    Collection<Tallying> tallyings() {
        return Collections.unmodifiableCollection(tallyings.values());
    }

    List<Tallying> by(String event) {
        return byEvent.getOrDefault(event, List.of());
    }

    Set<String> events() {
        return byEvent.keySet();
    }

    @Nullable
    Tallying tallying(long id) {
        return tallyings.get(id);
    }

    /** Whether somebody asks who has been in the scenario. */
    boolean isAskedAbout(String scenario) {
        return scenarios.contains(scenario);
    }

    /** Refuses segments that are defined by themselves. */
    static void refuseCircles(Map<String, Condition> segments) {
        Set<String> sound = new HashSet<>();
        segments.keySet().stream().sorted().forEach(id -> follow(id, segments, new ArrayList<>(), sound));
    }

    private static void follow(String id, Map<String, Condition> segments, List<String> way, Set<String> sound) {
        if (way.contains(id)) {
            way.add(id);
            throw new IllegalArgumentException("A segment cannot be part of itself: "
                    + String.join(" → ", way.subList(way.indexOf(id), way.size())));
        }
        Condition definition = segments.get(id);
        if (definition == null || sound.contains(id)) {
            return;
        }
        way.add(id);
        Parts.segments(definition).sorted().forEach(inner -> follow(inner, segments, way, sound));
        way.removeLast();
        sound.add(id);
    }
}
