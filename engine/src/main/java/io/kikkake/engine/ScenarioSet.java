package io.kikkake.engine;

import io.kikkake.engine.condition.Catalog;
import io.kikkake.engine.condition.Condition;
import io.kikkake.engine.scenario.Channel;
import io.kikkake.engine.scenario.Conditions;
import io.kikkake.engine.scenario.GuardRules;
import io.kikkake.engine.scenario.Scenario;
import io.kikkake.engine.scenario.Topic;
import io.kikkake.engine.scenario.Trigger;
import io.kikkake.engine.time.LeapDay;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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

    /** A subscription that its address has answered for: the product's own event, which no client can send. */
    public static final String CONFIRMED = "Subscription Confirmed";

    private static final List<String> ALWAYS_HEARD = List.of(
            SUBSCRIBED,
            UNSUBSCRIBED,
            CONFIRMED,
            Feedback.BOUNCED,
            Feedback.COMPLAINED,
            Feedback.DROPPED,
            Feedback.LIFTED);

    /**
     * What holds for every scenario.
     *
     * @param zone of customers whose own is not known
     * @param rules what the guard asks of all of them
     * @param segments by id, what makes a customer be in each
     * @param catalog as it is now
     * @param leapDay when those born on 29 February have their birthday in common years
     * @param channels by id; by others nobody is reached
     */
    public record Project(
            ZoneId zone,
            Map<String, Topic> topics,
            GuardRules rules,
            Map<String, Condition> segments,
            Catalog catalog,
            LeapDay leapDay,
            Map<String, Channel> channels) {

        /** @throws IllegalArgumentException if a segment is part of itself */
        public Project {
            topics = Map.copyOf(topics);
            segments = Map.copyOf(segments);
            channels = Map.copyOf(channels);
            Asked.refuseCircles(segments);
        }

        /** Without rules, segments and products; with mail as the only channel. */
        public Project(ZoneId zone, Map<String, Topic> topics) {
            this(zone, topics, GuardRules.NONE);
        }

        /** Without segments and products; with mail as the only channel. */
        public Project(ZoneId zone, Map<String, Topic> topics, GuardRules rules) {
            this(
                    zone,
                    topics,
                    rules,
                    Map.of(),
                    Catalog.EMPTY,
                    LeapDay.FEBRUARY_28,
                    Map.of(Channel.EMAIL.id(), Channel.EMAIL));
        }

        public Project withSegments(Map<String, Condition> segments) {
            return new Project(zone, topics, rules, segments, catalog, leapDay, channels);
        }

        public Project withCatalog(Catalog catalog) {
            return new Project(zone, topics, rules, segments, catalog, leapDay, channels);
        }

        public Project withLeapDay(LeapDay leapDay) {
            return new Project(zone, topics, rules, segments, catalog, leapDay, channels);
        }

        public Project withChannels(Map<String, Channel> channels) {
            return new Project(zone, topics, rules, segments, catalog, leapDay, channels);
        }
    }

    /**
     * One version of a scenario and whether customers enter it, only finish it, or are to leave it.
     *
     * @param winners by split, the arm that everybody takes by now
     */
    public record Published(Scenario scenario, int version, Status status, Map<String, String> winners) {
        public Published {
            winners = Map.copyOf(winners);
        }

        public Published(Scenario scenario, int version, Status status) {
            this(scenario, version, status, Map.of());
        }
    }

    public enum Status {
        CURRENT,
        OLD,
        ARCHIVED,
        /** As old, and nobody is in it any more: nothing is kept of customers' pasts for its sake. */
        UNUSED
    }

    private final Project project;
    private final Asked asked;
    private final Map<String, List<Plan>> plans = new HashMap<>();
    private final Set<String> archived = new HashSet<>();
    private final Set<Plan> unused = new HashSet<>();
    private final Map<String, Plan> current = new HashMap<>();
    private final Map<String, Concern> concerns = new HashMap<>();
    private final List<Plan> lookingBack = new ArrayList<>();
    private final List<Plan> following = new ArrayList<>();

    private boolean asksForHours;
    private boolean looksAgain;

    private ScenarioSet(Project project) {
        this.project = project;
        this.asked = new Asked(project);
        ALWAYS_HEARD.forEach(this::at);
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
        set.plans.values().forEach(versions -> versions.forEach(set::ask));
        set.asked.events().forEach(event -> set.at(event).setTallyings(set.asked.by(event)));
        return set;
    }

    private void add(Published published) {
        var plan = new Plan(published);
        String id = published.scenario().id();
        if (plan(id, published.version()) != null) {
            throw new IllegalArgumentException("Scenario " + id + " has version " + published.version() + " twice");
        }
        plans.computeIfAbsent(id, unknown -> new ArrayList<>()).add(plan);
        plan.outcomeEvents().forEach(event -> at(event).setEndsRuns());
        plan.awaitedEvents().forEach(event -> at(event).setWakesRuns());
        looksAgain |= plan.looksAgain();
        if (plan.asksForHours()) {
            asksForHours = true;
            Habits.EVENTS.forEach(this::at);
        }
        switch (published.status()) {
            case CURRENT -> {
                if (current.put(id, plan) != null) {
                    throw new IllegalArgumentException("Scenario " + id + " has two current versions");
                }
                addTrigger(plan);
                plan.outcomeEvents().forEach(event -> at(event).addReachable(plan, plan.outcomes(event)));
            }
            case ARCHIVED -> archived.add(id);
            case OLD -> {}
            case UNUSED -> unused.add(plan);
        }
    }

    private void ask(Plan plan) {
        String id = plan.scenario().id();
        if (plan == current.get(id)) {
            Conditions.of(plan.scenario()).forEach(asked::add);
        } else if (!archived.contains(id) && !unused.contains(plan)) {
            Conditions.ofRuns(plan.scenario()).forEach(asked::add);
        }
    }

    private void addTrigger(Plan plan) {
        Trigger trigger = plan.scenario().trigger();
        trigger.event().ifPresent(pattern -> at(pattern.event()).addEntering(plan));
        trigger.counted().ifPresent(pattern -> at(pattern.event()).addCounting(plan));
        if (trigger.looksBack()) {
            lookingBack.add(plan);
        }
        if (trigger instanceof Trigger.OnScenario) {
            following.add(plan);
        }
    }

    /** While this is being made. */
    private Concern at(String event) {
        return concerns.computeIfAbsent(event, unknown -> new Concern());
    }

    /** Whether an event of the name can change anything; a host need not load the customer for one that cannot. */
    public boolean listens(String eventName) {
        return concerns.containsKey(eventName);
    }

    /** The names of all events that can change anything. */
    public Set<String> eventNames() {
        return Collections.unmodifiableSet(concerns.keySet());
    }

    public Project project() {
        return project;
    }

    /** What customers enter under the id now; nothing where it is archived or nobody knows it. */
    public Optional<Scenario> currentScenario(String id) {
        return Optional.ofNullable(current.get(id)).map(Plan::scenario);
    }

    /** What is to be kept of customers' pasts. */
    Asked asked() {
        return asked;
    }

    /** The version of the scenario that customers enter; empty where none do. */
    public OptionalInt currentVersion(String id) {
        Plan plan = current(id);
        return plan == null ? OptionalInt.empty() : OptionalInt.of(plan.version());
    }

    /** Whether it matters when in their day customers read. */
    boolean asksForHours() {
        return asksForHours;
    }

    boolean isArchived(String scenario) {
        return archived.contains(scenario);
    }

    @Nullable
    Plan plan(String scenario, int version) {
        List<Plan> versions = plans.getOrDefault(scenario, List.of());
        // The newest comes last, and most runs are on it.
        for (int i = versions.size() - 1; i >= 0; i--) {
            if (versions.get(i).version() == version) {
                return versions.get(i);
            }
        }
        return null;
    }

    /** The version of the scenario that customers enter. */
    @Nullable
    Plan current(String scenario) {
        return current.get(scenario);
    }

    /** What there is to do at events of the name; null where they can change nothing. */
    @Nullable
    Concern concern(String event) {
        return concerns.get(event);
    }

    /** Whether there are waits that hang on more than events and time. */
    boolean looksAgain() {
        return looksAgain;
    }

    /** Current scenarios whose trigger remembers something of each customer. */
    List<Plan> lookingBack() {
        return lookingBack;
    }

    /** Current scenarios that start when a run of another ends. */
    List<Plan> following() {
        return following;
    }
}
