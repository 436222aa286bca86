package io.kikkake.engine;

import io.kikkake.engine.state.StepMemory;
import io.kikkake.engine.time.LocalMoment;
import io.kikkake.engine.value.Value;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** When in their day a customer opens and clicks. */
final class Habits {

    /** The events that tell; one with {@code machine: true} was a program's doing. */
    static final Set<String> EVENTS = Set.of("Message Opened", "Message Clicked");

    /** Fewer reactions say nothing about a person. */
    private static final int FEWEST = 3;

    /** Where one hour has as many, all are halved: what was long ago counts less. */
    private static final int MOST = 100;

    private Habits() {}

    static void note(Draft draft, Input.Event event) {
        if (!draft.active.asksForHours() || !EVENTS.contains(event.name()) || isByMachine(event)) {
            return;
        }
        StepMemory steps = draft.state.memory().steps();
        var hours = new ArrayList<>(steps.hours().isEmpty() ? Collections.nCopies(StepMemory.HOURS, 0) : steps.hours());
        int hour = draft.reasonable(event.timestamp()).atZone(draft.zone()).getHour();
        hours.set(hour, hours.get(hour) + 1);
        if (hours.get(hour) >= MOST) {
            hours.replaceAll(count -> count / 2);
        }
        draft.state = draft.state.withMemory(draft.state.memory().withSteps(steps.withHours(hours)));
    }

    private static boolean isByMachine(Input.Event event) {
        return event.properties().fields().get("machine") instanceof Value.Bool(var machine) && machine;
    }

    /** The hour that comes next in which the customer reads, at its beginning; now if it is that hour. */
    static Instant nextHour(Draft draft, Instant since, LocalTime otherwise) {
        Optional<Integer> best = bestHour(draft.state.memory().steps().hours());
        if (best.isEmpty()) {
            return LocalMoment.atOrAfter(since, otherwise, draft.zone());
        }
        ZonedDateTime local = since.atZone(draft.zone());
        return local.getHour() == best.get()
                ? since
                : LocalMoment.atOrAfter(since, LocalTime.of(best.get(), 0), draft.zone());
    }

    /** Of several with as many, the earliest. */
    private static Optional<Integer> bestHour(List<Integer> hours) {
        int best = 0;
        int all = 0;
        for (int hour = 0; hour < hours.size(); hour++) {
            all += hours.get(hour);
            best = hours.get(hour) > hours.get(best) ? hour : best;
        }
        return all < FEWEST ? Optional.empty() : Optional.of(best);
    }

    /** Both sides' habits are one person's. */
    static List<Integer> united(List<Integer> one, List<Integer> another) {
        if (one.isEmpty() || another.isEmpty()) {
            return one.isEmpty() ? another : one;
        }
        var hours = new ArrayList<Integer>();
        for (int i = 0; i < StepMemory.HOURS; i++) {
            hours.add(Math.min(MOST, one.get(i) + another.get(i)));
        }
        return hours;
    }
}
