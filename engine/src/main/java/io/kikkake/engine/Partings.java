package io.kikkake.engine;

import io.kikkake.engine.Effect.What;
import io.kikkake.engine.scenario.Step;
import io.kikkake.engine.state.Run;
import io.kikkake.engine.state.StepMemory;
import io.kikkake.engine.state.StepMemory.Parting;
import io.kikkake.engine.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Runs that came to their end with a message that may not have left yet: a goal or an exit between decision and delivery still
 * withdraws it.
 */
final class Partings {

    /** Longer than any message waits in the outbox, retries included. */
    static final Duration KEPT = Duration.ofDays(4);

    /** Runs remembered, the newest. */
    static final int MOST = 8;

    private Partings() {}

    /** Remembers a run that ended by itself, if it may have sent something that a goal or exit could withdraw. */
    static void remember(Draft draft, Plan plan, Run run) {
        if (plan.sends() && !plan.outcomeEvents().isEmpty()) {
            var partings = new ArrayList<>(draft.state.memory().steps().partings());
            partings.add(new Parting(run, draft.now));
            keep(draft, partings);
        }
    }

    /** The event may be the goal or exit of runs that are over. */
    static void withdraw(Draft draft, Input.Event event) {
        List<Parting> partings = draft.state.memory().steps().partings();
        if (partings.isEmpty()) {
            return;
        }
        var left = new ArrayList<Parting>();
        for (Parting parting : partings) {
            Plan plan =
                    draft.active.plan(parting.run().scenario(), parting.run().version());
            List<Outcome> outcomes =
                    plan == null || isForgotten(draft, parting) ? List.of() : plan.outcomes(event.name());
            var ended = outcomes.stream()
                    .filter(outcome -> Reaching.ends(draft, parting.run(), outcome, event))
                    .findFirst();
            if (ended.isEmpty()) {
                left.add(parting);
            } else {
                draft.add(new Effect.Withdraw(parting.run().id(), event.name()));
                if (ended.get().what() == What.GOAL) {
                    countGoal(draft, parting.run());
                }
            }
        }
        if (left.size() < partings.size()) {
            keep(draft, left);
        }
    }

    /** Tells the splits the run went through. */
    static void countGoal(Draft draft, Run run) {
        Plan plan = draft.active.plan(run.scenario(), run.version());
        run.outputs().fields().forEach((step, output) -> {
            if (plan != null
                    && plan.step(step) instanceof Step.Split
                    && output.at("arm") instanceof Value.Text(var arm)) {
                draft.add(new Effect.ArmReachedGoal(Ids.arm(run, step), run, step, arm));
            }
        });
    }

    static void unite(Draft draft, StepMemory other) {
        StepMemory mine = draft.state.memory().steps();
        var partings = new ArrayList<>(mine.partings());
        partings.addAll(other.partings());
        partings.sort(Comparator.comparing(Parting::at));
        StepMemory united = new StepMemory(Habits.united(mine.hours(), other.hours()), mine.partings());
        draft.state = draft.state.withMemory(draft.state.memory().withSteps(united));
        if (!other.partings().isEmpty()) {
            keep(draft, partings);
        }
    }

    private static void keep(Draft draft, List<Parting> partings) {
        List<Parting> kept = partings.stream()
                .filter(parting -> !isForgotten(draft, parting))
                .toList();
        kept = kept.subList(Math.max(0, kept.size() - MOST), kept.size());
        StepMemory steps = draft.state.memory().steps().withPartings(kept);
        draft.state = draft.state.withMemory(draft.state.memory().withSteps(steps));
    }

    private static boolean isForgotten(Draft draft, Parting parting) {
        return parting.at().plus(KEPT).isBefore(draft.now);
    }
}
