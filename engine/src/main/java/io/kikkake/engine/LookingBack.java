package io.kikkake.engine;

import io.kikkake.engine.scenario.Trigger;
import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.state.Past;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The triggers that are more than one event: what an input means to them. */
final class LookingBack {

    /** Scenarios start others, and runs that start may change what segments ask for; this often is enough for any sense. */
    private static final int MOST_ROUNDS = 4;

    private LookingBack() {}

    static void hear(Draft draft, List<Plan> counting, Input.Event event) {
        for (Plan plan : counting) {
            switch (plan.scenario().trigger()) {
                case Trigger.OnSilence silence -> new Silences(draft, plan, silence).hear(event);
                case Trigger.OnTrend trend -> new Trends(draft, plan, trend).hear(event);
                default -> {}
            }
        }
    }

    /** After everything else that an input did. */
    static void settle(Draft draft, CustomerState before, boolean historical) {
        Dates.compare(draft, before);
        CustomerState compared = before;
        for (int round = 0; round < MOST_ROUNDS && draft.state != compared; round++) {
            draft.chains.follow(draft);
            CustomerState reached = draft.state;
            Crossings.compare(draft, compared, historical);
            compared = reached;
        }
    }

    /** The scenario was published, or seen for the first time since. */
    static void begin(Draft draft, Input.Published published) {
        Plan plan = draft.active.current(published.scenario());
        if (plan == null) {
            return;
        }
        switch (plan.scenario().trigger()) {
            case Trigger.OnSegment segment -> new Crossings(draft, plan, segment).begin();
            case Trigger.OnDate date -> new Dates(draft, plan, date).set(false);
            case Trigger.OnSilence silence -> new Silences(draft, plan, silence).begin(published.past());
            case Trigger.OnTrend trend -> new Trends(draft, plan, trend).begin(published.past());
            default -> {}
        }
    }

    /** Takes over what the other customer's triggers remember, before the segments are compared. */
    static void merge(Draft draft, CustomerState other) {
        var memory = draft.state.memory();
        var inside = new HashMap<>(other.memory().inside());
        memory.inside().forEach((name, since) -> inside.merge(name, since, (a, b) -> a.isBefore(b) ? a : b));
        var moments = new HashMap<>(other.memory().past().moments());
        memory.past().moments().forEach((name, at) -> moments.merge(name, at, (a, b) -> a.isBefore(b) ? b : a));
        var days = new HashMap<>(other.memory().past().days());
        memory.past().days().forEach((name, counts) -> days.merge(name, counts, LookingBack::sum));
        var timers = new HashMap<String, Instant>(other.memory().timers());
        timers.putAll(memory.timers());
        draft.state = draft.state.withMemory(
                memory.withInside(inside).withTimers(timers).withPast(new Past(moments, days)));
        for (Plan plan : draft.active.lookingBack()) {
            switch (plan.scenario().trigger()) {
                case Trigger.OnDate date -> new Dates(draft, plan, date).set(false);
                case Trigger.OnSilence silence -> new Silences(draft, plan, silence).arm(false);
                case Trigger.OnTrend trend -> new Trends(draft, plan, trend).settle(true);
                default -> {}
            }
        }
    }

    private static SortedMap<Integer, Integer> sum(Map<Integer, Integer> one, Map<Integer, Integer> other) {
        var sum = new TreeMap<>(one);
        other.forEach((day, count) -> sum.merge(day, count, (a, b) -> Math.min(a + b, 1_000_000)));
        return sum;
    }
}
