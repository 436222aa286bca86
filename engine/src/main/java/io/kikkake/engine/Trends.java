package io.kikkake.engine;

import io.kikkake.engine.scenario.Trigger;
import io.kikkake.engine.scenario.Trigger.Direction;
import io.kikkake.engine.state.Past;
import io.kikkake.engine.time.LocalMoment;
import io.kikkake.engine.value.Value;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Starts runs when an event happens more or less often than before. Counts are kept by day of the customer's calendar, no
 * longer than two windows. A rise is seen on the event that makes it, today included; a fall at midnight, of whole days, for a
 * day that has only begun has always less.
 */
final class Trends {

    private final Draft draft;
    private final Plan plan;
    private final Trigger.OnTrend trigger;
    private final String name;

    Trends(Draft draft, Plan plan, Trigger.OnTrend trigger) {
        this.draft = draft;
        this.plan = plan;
        this.trigger = trigger;
        this.name = CustomerTimers.TREND + plan.scenario().id();
    }

    void hear(Input.Event event) {
        count(event);
        settle(event.historical());
    }

    void due() {
        settle(false);
    }

    /** The scenario was published: counts are those of the log, and who is there already does not enter. */
    void begin(List<Input.Event> past) {
        store(new TreeMap<>());
        past.stream()
                .filter(event -> event.name().equals(trigger.pattern().event()))
                .forEach(this::count);
        settle(true);
    }

    /** After a merge, quietly: neither of the two did anything. */
    void settle(boolean quietly) {
        boolean was = Moments.isInside(draft, name);
        boolean is = holds(today());
        Moments.inside(draft, name, is);
        CustomerTimers.set(draft, name, next(is));
        if (is && !was && !quietly) {
            Entry.enter(draft, plan, cause());
        }
    }

    private Cause cause() {
        int today = today();
        Value.ObjectOf properties = new Value.ObjectOf(Map.of(
                "event",
                Value.of(trigger.pattern().event()),
                "count",
                Value.of(window(today, 0)),
                "before",
                Value.of(window(today, 1))));
        return Cause.named(name + "@" + draft.now + draft.mark(), properties, draft.now);
    }

    private void count(Input.Event event) {
        if (!trigger.pattern().where().holds(draft.facts(event.properties(), (Value.ObjectOf) null))) {
            return;
        }
        int day = day(draft.reasonable(event.timestamp()));
        int oldest = today() - 2 * trigger.days();
        if (day < oldest || day < 0) {
            return;
        }
        var counts = new TreeMap<>(counts());
        counts.headMap(oldest).clear();
        counts.merge(day, 1, (a, b) -> Math.min(a + b, 1_000_000));
        store(counts);
    }

    private SortedMap<Integer, Integer> counts() {
        return draft.state.memory().past().days().getOrDefault(name, new TreeMap<>());
    }

    private void store(SortedMap<Integer, Integer> counts) {
        Past past = draft.state.memory().past();
        var days = new HashMap<>(past.days());
        if (counts.isEmpty()) {
            days.remove(name);
        } else {
            days.put(name, counts);
        }
        draft.state = draft.state.withMemory(draft.state.memory().withPast(past.withDays(days)));
    }

    /** Whether the trend is there on the day. */
    private boolean holds(int day) {
        long now = window(day, 0);
        long before = window(day, 1);
        if (before == 0 || Math.max(now, before) < trigger.floor()) {
            return false;
        }
        return switch (trigger.direction()) {
            case UP -> now * 100 >= before * (100 + trigger.percent());
            case DOWN -> now * 100 <= before * (100 - trigger.percent());
        };
    }

    /** Events in the window, or in the one before it. */
    private long window(int day, int back) {
        int end = (trigger.direction() == Direction.UP ? day + 1 : day) - back * trigger.days();
        return counts().subMap(end - trigger.days(), end).values().stream()
                .mapToLong(Integer::longValue)
                .sum();
    }

    /** The midnight at which time alone begins a fall or ends what is there; null where it does neither. */
    private @Nullable Instant next(boolean is) {
        if (!is && trigger.direction() == Direction.UP) {
            return null;
        }
        int today = today();
        for (int day = today + 1; day <= today + 2 * trigger.days() + 1; day++) {
            if (holds(day) != is) {
                return LocalMoment.first(LocalDate.ofEpochDay(day).atStartOfDay(), draft.zone());
            }
        }
        return null;
    }

    private int today() {
        return day(draft.now);
    }

    private int day(Instant moment) {
        return (int) LocalDate.ofInstant(moment, draft.zone()).toEpochDay();
    }
}
