package io.kikkake.engine;

import io.kikkake.engine.scenario.Scenario;
import io.kikkake.engine.scenario.Topic;
import io.kikkake.engine.scenario.Trigger;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that is published, indexed by event name, so that what a decision costs does not grow with the scenarios that have
 * nothing to do with it. Immutable.
 */
public final class ScenarioSet {

    /** Consent, as the customer's own act: {@code Topic Subscribed} and {@code Topic Unsubscribed} with {@code topic}. */
    public static final String SUBSCRIBED = "Topic Subscribed";

    public static final String UNSUBSCRIBED = "Topic Unsubscribed";

    /**
     * What holds for every scenario.
     *
     * @param zone of customers whose own is not known
     */
    public record Project(ZoneId zone, Map<String, Topic> topics) {
        public Project {
            topics = Map.copyOf(topics);
        }
    }

    /** One version of a scenario and whether customers enter it, only finish it, or are to leave it. */
    public record Published(Scenario scenario, int version, Status status) {}

    public enum Status {
        CURRENT,
        OLD,
        ARCHIVED
    }

    private record VersionOf(String scenario, int version) {}

    private final Project project;
    private final Map<VersionOf, Plan> plans = new HashMap<>();
    private final Set<String> archived = new HashSet<>();
    private final Map<String, Plan> current = new HashMap<>();
    private final Map<String, List<Plan>> triggers = new HashMap<>();
    private final Map<String, List<Plan>> outcomes = new HashMap<>();
    private final Map<String, List<Plan>> counted = new HashMap<>();
    private final List<Plan> lookingBack = new ArrayList<>();
    private final List<Plan> following = new ArrayList<>();
    private final Set<String> names = new HashSet<>(Set.of(SUBSCRIBED, UNSUBSCRIBED));

    private ScenarioSet(Project project) {
        this.project = project;
    }

    /**
     * The scenarios a host has published.
     *
     * @throws IllegalArgumentException if a version is given twice or a scenario has two current ones
     */
    public static ScenarioSet of(Project project, Collection<Published> all) {
        var set = new ScenarioSet(project);
        all.stream()
                .sorted(Comparator.comparing(
                                (Published published) -> published.scenario().id())
                        .thenComparingInt(Published::version))
                .forEach(set::add);
        set.archived.removeAll(set.current.keySet());
        return set;
    }

    private void add(Published published) {
        var plan = new Plan(published);
        String id = published.scenario().id();
        if (plans.put(new VersionOf(id, published.version()), plan) != null) {
            throw new IllegalArgumentException("Scenario " + id + " has version " + published.version() + " twice");
        }
        names.addAll(plan.eventsOfRuns());
        switch (published.status()) {
            case CURRENT -> {
                if (current.put(id, plan) != null) {
                    throw new IllegalArgumentException("Scenario " + id + " has two current versions");
                }
                addTrigger(plan);
                plan.outcomeEvents().forEach(event -> index(outcomes, event, plan));
            }
            case ARCHIVED -> archived.add(id);
            case OLD -> {}
        }
    }

    private void addTrigger(Plan plan) {
        Trigger trigger = plan.scenario().trigger();
        trigger.event().ifPresent(pattern -> {
            names.add(pattern.event());
            index(triggers, pattern.event(), plan);
        });
        trigger.counted().ifPresent(pattern -> {
            names.add(pattern.event());
            index(counted, pattern.event(), plan);
        });
        if (trigger.looksBack()) {
            lookingBack.add(plan);
        }
        if (trigger instanceof Trigger.OnScenario) {
            following.add(plan);
        }
    }

    private static void index(Map<String, List<Plan>> index, String event, Plan plan) {
        index.computeIfAbsent(event, name -> new ArrayList<>()).add(plan);
    }

    /** Whether an event of the name can change anything; a host need not load the customer for one that cannot. */
    public boolean listens(String eventName) {
        return names.contains(eventName);
    }

    /** The names of all events that can change anything. */
    public Set<String> eventNames() {
        return Collections.unmodifiableSet(names);
    }

    public Project project() {
        return project;
    }

    boolean isArchived(String scenario) {
        return archived.contains(scenario);
    }

    @Nullable
    Plan plan(String scenario, int version) {
        return plans.get(new VersionOf(scenario, version));
    }

    /** The version of the scenario that customers enter. */
    @Nullable
    Plan current(String scenario) {
        return current.get(scenario);
    }

    /** Current scenarios that the event may enter. */
    List<Plan> enteredBy(String event) {
        return triggers.getOrDefault(event, List.of());
    }

    /** Current scenarios whose trigger asks how often or how long ago the event happened. */
    List<Plan> countedBy(String event) {
        return counted.getOrDefault(event, List.of());
    }

    /** Current scenarios whose trigger remembers something of each customer. */
    List<Plan> lookingBack() {
        return lookingBack;
    }

    /** Current scenarios that start when a run of another ends. */
    List<Plan> following() {
        return following;
    }

    /** Current scenarios that the event may be a goal or exit of. */
    List<Plan> endedBy(String event) {
        return outcomes.getOrDefault(event, List.of());
    }
}
