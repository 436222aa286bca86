package io.kikkake.engine;

import io.kikkake.engine.Effect.What;
import io.kikkake.engine.condition.Facts;
import io.kikkake.engine.scenario.Action;
import io.kikkake.engine.scenario.Step;
import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.state.Run;
import io.kikkake.engine.value.Value;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * Decides everything: what an input does to a customer, and what is to be done about it. Deterministic and total: the same
 * arguments give the same decision, and no data makes it throw.
 */
public final class Engine {

    private Engine() {}

    /**
     * What an input does to a customer.
     *
     * @param now the time it is for the decision; an input may lie before it
     * @return the same state and no effects if the input changes nothing
     */
    public static Decision decide(ScenarioSet active, CustomerState state, Input input, Instant now) {
        Concern concern = input instanceof Input.Event event ? active.concern(event.name()) : Concern.NONE;
        if (concern == null) {
            return new Decision(state, List.of());
        }
        var draft = new Draft(active, state, input, now);
        boolean historical = false;
        endArchived(draft);
        switch (input) {
            case Input.Event event -> {
                historical = event.historical();
                decide(draft, concern, event);
            }
            case Input.Identified identified -> learn(draft, identified.traits());
            case Input.TimerDue timer -> goOn(draft, timer);
            case Input.Merged merged -> new Merging(draft, merged.other()).apply();
            case Input.Answered answered -> Answering.hear(draft, answered);
            case Input.CustomerTimerDue timer -> CustomerTimers.due(draft, timer);
            case Input.Enrol enrol -> ByHand.enrol(draft, enrol);
            case Input.Scheduled scheduled -> ByHand.schedule(draft, scheduled);
            case Input.Manual manual -> ByHand.move(draft, manual);
            case Input.Published published -> LookingBack.begin(draft, published);
            case Input.Moved moved -> ByHand.move(draft, moved);
        }
        if (active.looksAgain() && !(input instanceof Input.Event event && event.historical())) {
            new Retesting(draft, input instanceof Input.Event event ? event.properties() : null).look();
        }
        LookingBack.settle(draft, state, historical);
        if (active.looksAgain()) {
            Retesting.arm(draft);
        }
        draft.state = draft.state == state ? state : Tallies.withoutForgotten(active, draft.state);
        return draft.decision();
    }

    /**
     * Whether a message that was decided is still wanted, now that it is about to leave: what its step says under
     * {@code still-true}, asked of the customer as they are now.
     *
     * @param run the one that sent it, as it was then; where it is still under way, its newer self counts
     * @return true where the step says nothing, or is not there any more
     */
    public static boolean stillWanted(ScenarioSet active, CustomerState state, Run run, String step, Instant now) {
        Plan plan = active.plan(run.scenario(), run.version());
        if (plan == null || !(plan.step(step) instanceof Step.Send send) || send.stillTrue() == null) {
            return true;
        }
        Run known = state.runs().stream()
                .filter(other -> other.id().equals(run.id()))
                .findFirst()
                .orElse(run);
        return send.stillTrue().holds(new Draft(active, state, now).facts(null, known));
    }

    private static void decide(Draft draft, Concern concern, Input.Event event) {
        Consent.hear(draft, event);
        Suppression.hear(draft, event);
        Contacts.giveBack(draft, event);
        Tallies.hear(draft, concern.tallyings(), event);
        Habits.note(draft, event);
        Reaching.hear(draft, concern, event);
        Partings.withdraw(draft, event);
        LookingBack.hear(draft, concern.counting(), event);
        if (event.historical()) {
            return;
        }
        if (concern.wakesRuns()) {
            awaken(draft, event);
        }
        for (Plan plan : concern.entering()) {
            Entry.consider(draft, plan, event);
        }
    }

    private static void learn(Draft draft, Value.ObjectOf traits) {
        var fields = new LinkedHashMap<>(draft.state.attributes().fields());
        boolean changed = false;
        for (var trait : Bounds.within(traits).fields().entrySet()) {
            Value former = trait.getValue() instanceof Value.Null
                    ? fields.remove(trait.getKey())
                    : fields.put(trait.getKey(), trait.getValue());
            changed |= !(former == null ? trait.getValue() instanceof Value.Null : former.equals(trait.getValue()));
        }
        if (changed) {
            draft.state = draft.state.withAttributes(Bounds.within(new Value.ObjectOf(fields)));
        }
    }

    /** Runs of scenarios that are archived, or of versions nobody has any more, end at the first chance. */
    static void endArchived(Draft draft) {
        for (Run run : draft.state.runs()) {
            if (draft.active.isArchived(run.scenario())) {
                draft.breakOff(run, What.EXITED, Reason.ARCHIVED.code());
            } else if (draft.active.plan(run.scenario(), run.version()) == null) {
                draft.breakOff(run, What.ENDED, Reason.VERSION_GONE.code());
            }
        }
    }

    private static void awaken(Draft draft, Input.Event event) {
        for (Run run : draft.state.runs()) {
            Plan plan = draft.active.plan(run.scenario(), run.version());
            if (plan != null
                    && draft.has(run)
                    && plan.step(run.step()) instanceof Step.WaitFor waitFor
                    && !event.timestamp().isBefore(run.startedAt())) {
                awaken(draft, plan, run, waitFor, event);
            }
        }
    }

    private static void awaken(Draft draft, Plan plan, Run run, Step.WaitFor waitFor, Input.Event event) {
        Facts facts = draft.facts(event.properties(), run);
        for (Step.Awaited awaited : waitFor.events()) {
            boolean matches = awaited.pattern().event().equals(event.name())
                    && awaited.pattern().where().holds(facts);
            if (matches) {
                draft.trace(run, run.step(), What.BRANCHED, awaited.name().ja(), null);
                new Walk(draft, plan, event.properties(), run.due(), draft.reasonable(event.timestamp()))
                        .to(run, awaited.next());
                return;
            }
        }
    }

    private static void goOn(Draft draft, Input.TimerDue timer) {
        Optional<Run> due = draft.state.runs().stream()
                .filter(run -> run.id().equals(timer.run()) && timer.due().equals(run.due()))
                .findFirst();
        Plan plan =
                due.map(run -> draft.active.plan(run.scenario(), run.version())).orElse(null);
        if (plan != null) {
            goOn(draft, plan, due.orElseThrow(), draft.reasonable(timer.due()));
        }
    }

    /** From a wait, as if its time were over. */
    static void goOn(Draft draft, Plan plan, Run run, Instant since) {
        var walk = new Walk(draft, plan, null, null, since);
        switch (plan.step(run.step())) {
            case Step.Wait wait -> walk.to(run, wait.next());
            case Step.Send send -> walk.sendAgain(run, send);
            case Step.WaitForDate wait -> walk.to(run, wait.next());
            case Step.WaitForHour wait -> walk.to(run, wait.next());
            case Action.Webhook webhook -> Answering.timedOut(draft, walk, run, webhook);
            case Step.WaitFor waitFor -> {
                Walk.timedOut(draft, run);
                walk.to(run, waitFor.onTimeout());
            }
            case null, default -> walk.to(run, Step.END);
        }
    }
}
