package io.kikkake.engine;

import io.kikkake.engine.Effect.What;
import io.kikkake.engine.condition.Facts;
import io.kikkake.engine.scenario.Step;
import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.state.CustomerState.Passage;
import io.kikkake.engine.state.Run;
import io.kikkake.engine.value.Value;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        if (input instanceof Input.Event event && !active.listens(event.name())) {
            return new Decision(state, List.of());
        }
        var draft = new Draft(active, state, now);
        boolean historical = false;
        switch (input) {
            case Input.Event event -> {
                draft.input = event.id();
                historical = event.historical();
                decide(draft, event);
            }
            case Input.Identified identified -> {
                draft.input = identified.id();
                learn(draft, identified.traits());
                endArchived(draft);
            }
            case Input.TimerDue timer -> goOn(draft, timer);
            case Input.Merged merged -> {
                new Merging(draft, merged.other()).apply();
            }
            case Input.CustomerTimerDue timer -> CustomerTimers.due(draft, timer);
            case Input.Enrol enrol -> ByHand.enrol(draft, enrol);
            case Input.Scheduled scheduled -> ByHand.schedule(draft, scheduled);
            case Input.Manual manual -> ByHand.move(draft, manual);
            case Input.Published published -> LookingBack.begin(draft, published);
            case Input.Moved moved -> ByHand.move(draft, moved);
        }
        LookingBack.settle(draft, state, historical);
        return draft.decision();
    }

    private static void decide(Draft draft, Input.Event event) {
        endArchived(draft);
        Consent.hear(draft, event);
        endReached(draft, event);
        LookingBack.hear(draft, event);
        if (event.historical()) {
            return;
        }
        awaken(draft, event);
        for (Plan plan : draft.active.enteredBy(event.name())) {
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

    private static void endReached(Draft draft, Input.Event event) {
        for (Run run : draft.state.runs()) {
            Plan plan = draft.active.plan(run.scenario(), run.version());
            List<Outcome> outcomes = plan == null ? List.of() : plan.outcomes(event.name());
            for (Outcome outcome : outcomes) {
                if (ends(draft, run, outcome, event)) {
                    draft.breakOff(run, outcome.what(), event.name());
                    break;
                }
            }
        }
        for (Plan plan : draft.active.endedBy(event.name())) {
            plan.outcomes(event.name()).forEach(outcome -> remember(draft, plan, outcome, event));
        }
    }

    private static boolean ends(Draft draft, Run run, Outcome outcome, Input.Event event) {
        boolean inTime = outcome.aboutEntry() || !event.timestamp().isBefore(run.startedAt());
        return inTime && outcome.pattern().where().holds(draft.facts(event.properties(), run));
    }

    /** Notes the outcome whether or not a run is under way: the event that would enter one may still be on its way. */
    private static void remember(Draft draft, Plan plan, Outcome outcome, Input.Event event) {
        Value.ObjectOf entry = null;
        String key = null;
        if (outcome.aboutEntry()) {
            String keyPath = plan.scenario().key();
            Value value = outcome.keyPath() == null ? null : event.properties().at(outcome.keyPath());
            Optional<String> text = Keys.of(value);
            if (keyPath == null || value == null || text.isEmpty()) {
                return;
            }
            key = text.get();
            entry = objectWith(keyPath, value);
        }
        if (outcome.pattern().where().holds(draft.facts(event.properties(), entry))) {
            draft.rememberReached(new Passage(plan.scenario().id(), key), draft.reasonable(event.timestamp()));
        }
    }

    /** The smallest object that has the value at the dotted path. */
    private static Value.ObjectOf objectWith(String path, Value value) {
        int dot = path.indexOf('.');
        return dot < 0
                ? new Value.ObjectOf(Map.of(path, value))
                : new Value.ObjectOf(Map.of(path.substring(0, dot), objectWith(path.substring(dot + 1), value)));
    }

    private static void awaken(Draft draft, Input.Event event) {
        for (Run run : draft.state.runs()) {
            Plan plan = draft.active.plan(run.scenario(), run.version());
            if (plan != null
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
        if (due.isEmpty()) {
            return;
        }
        endArchived(draft);
        Run run = due.get();
        Plan plan = draft.active.plan(run.scenario(), run.version());
        if (plan == null || !draft.state.runs().contains(run)) {
            return;
        }
        goOn(draft, plan, run, draft.reasonable(timer.due()));
    }

    /** From a wait, as if its time were over. */
    static void goOn(Draft draft, Plan plan, Run run, Instant since) {
        var walk = new Walk(draft, plan, null, null, since);
        switch (plan.step(run.step())) {
            case Step.Wait wait -> walk.to(run, wait.next());
            case Step.WaitFor waitFor -> {
                Walk.timedOut(draft, run);
                walk.to(run, waitFor.onTimeout());
            }
            case null, default -> walk.to(run, Step.END);
        }
    }
}
