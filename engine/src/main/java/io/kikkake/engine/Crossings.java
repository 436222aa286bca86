package io.kikkake.engine;

import io.kikkake.engine.condition.Facts;
import io.kikkake.engine.scenario.Trigger;
import io.kikkake.engine.scenario.Trigger.Crossing;
import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.value.Value;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Starts runs when a customer comes to match a condition or no longer does. What is not known counts as not matching. */
final class Crossings {

    private final Draft draft;
    private final Plan plan;
    private final Trigger.OnSegment trigger;
    private final String name;

    Crossings(Draft draft, Plan plan, Trigger.OnSegment trigger) {
        this.draft = draft;
        this.plan = plan;
        this.trigger = trigger;
        this.name = CustomerTimers.SEGMENT + plan.scenario().id();
    }

    /**
     * Asks all watched conditions again once something has changed.
     *
     * @param quietly what happened is history: membership is noted and starts nothing
     */
    static void compare(Draft draft, CustomerState before, boolean quietly) {
        if (draft.state == before) {
            return;
        }
        for (Plan plan : draft.active.lookingBack()) {
            if (plan.scenario().trigger() instanceof Trigger.OnSegment segment) {
                new Crossings(draft, plan, segment).compare(before, quietly);
            }
        }
    }

    private void compare(CustomerState before, boolean quietly) {
        Instant overdue = overdue(before);
        boolean was = Moments.isInside(draft, name) || (overdue == null && matchedBefore(before));
        note(was, overdue == null ? draft.now : draft.reasonable(overdue), quietly);
    }

    /** Whoever matched before was inside, also where nobody has noted it yet since the scenario was published. */
    private boolean matchedBefore(CustomerState before) {
        return matches(new Draft(draft.active, before, draft.now));
    }

    /**
     * When time may have changed it, if that is decided before the timer that tells: another input came first, or another
     * scenario's timer of the same moment. What was noted until then counts.
     */
    private @Nullable Instant overdue(CustomerState before) {
        Instant due = before.memory().timers().get(name);
        return due == null || due.isAfter(draft.now) ? null : due;
    }

    /** Time alone may have changed it. */
    void due(Instant due) {
        note(Moments.isInside(draft, name), draft.reasonable(due), false);
    }

    /** The scenario was published: those who match are noted, and enter only if the trigger says so. */
    void begin() {
        boolean was = Moments.isInside(draft, name);
        note(was, draft.now, !trigger.existing());
    }

    private void note(boolean was, Instant at, boolean quietly) {
        boolean is = matches(draft);
        Moments.inside(draft, name, is);
        CustomerTimers.set(draft, name, Recheck.next(trigger.segment(), facts(draft), draft.now));
        boolean crossed = trigger.crossing() == Crossing.ENTERED ? is && !was : was && !is;
        if (crossed && !quietly) {
            Entry.enter(draft, plan, Cause.named(name + "@" + at + draft.mark(), Value.ObjectOf.EMPTY, at));
        }
    }

    private boolean matches(Draft asked) {
        return trigger.segment().holds(facts(asked));
    }

    private static Facts facts(Draft draft) {
        return draft.facts(null, (Value.ObjectOf) null);
    }
}
