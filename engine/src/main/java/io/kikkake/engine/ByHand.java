package io.kikkake.engine;

import io.kikkake.engine.Effect.What;
import io.kikkake.engine.scenario.Action;
import io.kikkake.engine.scenario.Step;
import io.kikkake.engine.scenario.Trigger;
import io.kikkake.engine.state.Run;
import io.kikkake.engine.value.Value;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is asked of a customer's runs from outside: by a person, the API or a schedule. */
final class ByHand {

    private ByHand() {}

    /** Enters like an event does, with the same rules of key and re-entry. */
    static void enrol(Draft draft, Input.Enrol enrol) {
        Plan plan = draft.active.current(enrol.scenario());
        if (plan != null) {
            String name = "enrol@" + enrol.id();
            Entry.enter(draft, plan, new Cause(0, name, enrol.properties(), draft.reasonable(enrol.at()), enrol.by()));
        }
    }

    /** Everybody who matches enters, each once for each time. */
    static void schedule(Draft draft, Input.Scheduled scheduled) {
        Plan plan = draft.active.current(scheduled.scenario());
        if (plan != null
                && plan.scenario().trigger() instanceof Trigger.OnSchedule(var schedule, var segment)
                && segment.holds(draft.facts(null, (Value.ObjectOf) null))) {
            String name = "schedule@" + scheduled.occurrence();
            Entry.enter(draft, plan, Cause.named(name, Value.ObjectOf.EMPTY, draft.reasonable(scheduled.occurrence())));
        }
    }

    static void move(Draft draft, Input.Manual manual) {
        Optional<Run> asked = draft.state.runs().stream()
                .filter(run -> run.id().equals(manual.run()))
                .findFirst();
        Plan plan = asked.map(run -> draft.active.plan(run.scenario(), run.version()))
                .orElse(null);
        if (asked.isEmpty() || plan == null) {
            return;
        }
        Run run = asked.get();
        switch (manual.act()) {
            case STOP -> draft.breakOff(run, What.EXITED, Reason.BY_HAND.code(manual.by()));
            case SKIP -> {
                draft.trace(run, run.step(), What.SKIPPED, Reason.BY_HAND.code(manual.by()), null);
                if (run.due() != null) {
                    draft.add(new Effect.CancelTimer(run.id()));
                }
                Engine.goOn(draft, plan, run, draft.now);
            }
        }
    }

    /**
     * Takes the runs of older versions over to the current one, each to the step that stands for its own. A wait goes on until
     * the moment it had; what has become another kind of step begins anew.
     */
    static void move(Draft draft, Input.Moved moved) {
        Plan plan = draft.active.current(moved.scenario());
        if (plan == null) {
            return;
        }
        for (Run run : draft.state.runs()) {
            boolean older = run.scenario().equals(moved.scenario()) && run.version() != plan.version();
            // The steps one run goes through may end another.
            if (older && draft.has(run)) {
                move(draft, plan, run, moved.steps().getOrDefault(run.step(), run.step()));
            }
        }
    }

    private static void move(Draft draft, Plan plan, Run run, String to) {
        Plan former = draft.active.plan(run.scenario(), run.version());
        Step was = former == null ? null : former.step(run.step());
        Step is = plan.step(to);
        if (is == null) {
            draft.breakOff(run, What.ENDED, Reason.STEP_GONE.code());
            return;
        }
        Run here = run.movedTo(plan.version(), to);
        draft.trace(here, to, What.MOVED, null, run.due());
        draft.keep(here);
        if (!keepsWaiting(run, was, is)) {
            new Walk(draft, plan, null, run.due(), draft.now).to(here, to);
        }
    }

    /** A date is looked at again at once: the reminder may be for another day now. */
    private static boolean keepsWaiting(Run run, @Nullable Step was, Step is) {
        boolean timed = run.due() != null;
        return switch (is) {
            case Step.Wait wait -> timed;
            case Step.WaitFor after ->
                was instanceof Step.WaitFor before && (before.timeout() == null) == (after.timeout() == null);
            case Step.WaitForDate wait -> timed && was instanceof Step.WaitForDate;
            case Step.WaitForHour wait -> timed && was instanceof Step.WaitForHour;
            case Step.Send send -> timed && was instanceof Step.Send;
            // Asked already; asking again would be twice.
            case Action.Webhook webhook -> timed && was instanceof Action.Webhook && webhook.await() != null;
            case Action.Coupon coupon -> was instanceof Action.Coupon;
            default -> false;
        };
    }
}
