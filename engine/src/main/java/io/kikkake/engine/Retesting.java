package io.kikkake.engine;

import io.kikkake.engine.Effect.What;
import io.kikkake.engine.condition.Facts;
import io.kikkake.engine.scenario.Step;
import io.kikkake.engine.state.Run;
import io.kikkake.engine.value.Value;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks again at waits that hang on what is known of the customer, once an input was applied. */
final class Retesting {

    private final Draft draft;
    private final Value.@Nullable ObjectOf event;

    Retesting(Draft draft, Value.@Nullable ObjectOf event) {
        this.draft = draft;
        this.event = event;
    }

    /** Whether the step is such a wait. */
    static boolean concerns(Step step) {
        return switch (step) {
            case Step.WaitFor waitFor -> !waitFor.conditions().isEmpty();
            case Step.WaitForDate wait -> true;
            default -> false;
        };
    }

    void look() {
        for (Run run : draft.state.runs()) {
            Plan plan = draft.active.plan(run.scenario(), run.version());
            // One run's steps may have ended another.
            if (plan == null || !plan.looksAgain() || !draft.has(run)) {
                continue;
            }
            switch (plan.step(run.step())) {
                case Step.WaitFor waitFor -> look(plan, run, waitFor);
                case Step.WaitForDate wait -> look(plan, run, wait);
                case null, default -> {}
            }
        }
    }

    private void look(Plan plan, Run run, Step.WaitFor waitFor) {
        Facts facts = draft.facts(event, run);
        for (Step.Case each : waitFor.conditions()) {
            if (each.when().holds(facts)) {
                draft.trace(run, run.step(), What.BRANCHED, each.name().ja(), null);
                walk(plan, run).to(run, each.next());
                return;
            }
        }
    }

    /**
     * Sets timers for the moments at which time alone may end a wait: the input they make is what has waits looked at. It comes
     * last, for whatever an input does may begin and end waits.
     */
    static void arm(Draft draft) {
        Set<String> unwanted = new HashSet<>(draft.state.memory().timers().keySet());
        unwanted.removeIf(name -> !name.startsWith(CustomerTimers.WAIT));
        for (Run run : draft.state.runs()) {
            Plan plan = draft.active.plan(run.scenario(), run.version());
            if (plan != null && plan.looksAgain() && plan.step(run.step()) instanceof Step.WaitFor waitFor) {
                String name = CustomerTimers.WAIT + run.id();
                CustomerTimers.set(draft, name, nextChange(draft, run, waitFor));
                unwanted.remove(name);
            }
        }
        unwanted.forEach(name -> CustomerTimers.set(draft, name, null));
    }

    private static @Nullable Instant nextChange(Draft draft, Run run, Step.WaitFor waitFor) {
        Facts facts = draft.facts(null, run);
        Instant earliest = null;
        for (Step.Case each : waitFor.conditions()) {
            Instant next = Recheck.next(each.when(), facts, draft.now);
            if (next != null && (earliest == null || next.isBefore(earliest))) {
                earliest = next;
            }
        }
        return earliest;
    }

    /** The contract was extended: the reminder moves with it. */
    private void look(Plan plan, Run run, Step.WaitForDate wait) {
        Optional<Instant> moment = DatedWait.moment(draft, run, wait);
        if (!moment.equals(Optional.ofNullable(run.due()))) {
            walk(plan, run).again(run, wait);
        }
    }

    private Walk walk(Plan plan, Run run) {
        return new Walk(draft, plan, event, run.due(), draft.now);
    }
}
