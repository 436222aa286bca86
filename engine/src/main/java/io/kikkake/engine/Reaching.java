package io.kikkake.engine;

import io.kikkake.engine.Concern.Reachable;
import io.kikkake.engine.Effect.What;
import io.kikkake.engine.state.CustomerState.Passage;
import io.kikkake.engine.state.Run;
import io.kikkake.engine.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an event does that is a goal or exit: it ends runs, and keeps those from starting whose entry is still on its way. */
final class Reaching {

    private final Draft draft;
    private final Input.Event event;

    /** Many scenarios look for their key at the same path, so the last one found is kept. */
    private @Nullable String keyPath;

    private @Nullable Value keyValue;
    private Optional<String> key = Optional.empty();

    private Reaching(Draft draft, Input.Event event) {
        this.draft = draft;
        this.event = event;
    }

    static void hear(Draft draft, Concern concern, Input.Event event) {
        var reaching = new Reaching(draft, event);
        if (concern.endsRuns()) {
            reaching.endRuns();
        }
        if (!concern.reachable().isEmpty()) {
            reaching.remember(concern.reachable());
        }
    }

    private void endRuns() {
        for (Run run : draft.state.runs()) {
            Plan plan = draft.active.plan(run.scenario(), run.version());
            List<Outcome> outcomes = plan == null ? List.of() : plan.outcomes(event.name());
            for (Outcome outcome : outcomes) {
                if (ends(draft, run, outcome, event)) {
                    if (outcome.what() == What.GOAL) {
                        Partings.countGoal(draft, run);
                    }
                    draft.breakOff(run, outcome.what(), event.name());
                    break;
                }
            }
        }
    }

    static boolean ends(Draft draft, Run run, Outcome outcome, Input.Event event) {
        boolean inTime = outcome.aboutEntry() || !event.timestamp().isBefore(run.startedAt());
        return inTime && outcome.pattern().where().holds(draft.facts(event.properties(), run));
    }

    /** Notes the outcomes whether or not runs are under way: the event that would enter one may still be on its way. */
    private void remember(List<Reachable> reachable) {
        var reached = new ArrayList<Passage>(reachable.size());
        for (Reachable each : reachable) {
            Passage passage = reached(each.plan(), each.outcome());
            if (passage != null) {
                reached.add(passage);
            }
        }
        if (!reached.isEmpty()) {
            draft.rememberReached(reached, draft.reasonable(event.timestamp()));
        }
    }

    /** What the event reaches of the scenario; null where it does not, or does not say for which key. */
    private @Nullable Passage reached(Plan plan, Outcome outcome) {
        String scenario = plan.scenario().id();
        if (!outcome.aboutEntry()) {
            boolean holds = outcome.pattern().where().holds(draft.facts(event.properties(), (Value.ObjectOf) null));
            return holds ? new Passage(scenario, null) : null;
        }
        String path = plan.scenario().key();
        if (path == null || outcome.keyPath() == null) {
            return null;
        }
        findKey(outcome.keyPath());
        if (keyValue == null || key.isEmpty()) {
            return null;
        }
        boolean holds = outcome.asksOnlyForKey()
                || outcome.pattern().where().holds(draft.facts(event.properties(), objectWith(path, keyValue)));
        return holds ? new Passage(scenario, key.get()) : null;
    }

    private void findKey(String path) {
        if (!path.equals(keyPath)) {
            keyPath = path;
            keyValue = event.properties().at(path);
            key = Keys.of(keyValue);
        }
    }

    /** The smallest object that has the value at the dotted path. */
    private static Value.ObjectOf objectWith(String path, Value value) {
        int dot = path.indexOf('.');
        return dot < 0
                ? new Value.ObjectOf(Map.of(path, value))
                : new Value.ObjectOf(Map.of(path.substring(0, dot), objectWith(path.substring(dot + 1), value)));
    }
}
