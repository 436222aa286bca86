package io.kikkake.engine;

import io.kikkake.engine.Effect.What;
import io.kikkake.engine.ScenarioSet.Published;
import io.kikkake.engine.scenario.EventPattern;
import io.kikkake.engine.scenario.Scenario;
import io.kikkake.engine.scenario.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One published version of a scenario, laid out for fast questions. */
final class Plan {

    private final Published published;
    private final @Nullable EventPattern trigger;
    private final boolean sends;
    private final boolean looksAgain;
    private final Map<String, Step> steps = new HashMap<>();
    private final Map<String, List<Outcome>> outcomes = new HashMap<>();

    Plan(Published published) {
        this.published = published;
        scenario().steps().forEach(step -> steps.put(step.id(), step));
        trigger = scenario().trigger().event().orElse(null);
        sends = steps.values().stream().anyMatch(Step.Send.class::isInstance);
        looksAgain = steps.values().stream().anyMatch(Retesting::concerns);
        addOutcomes(scenario().goals(), What.GOAL);
        addOutcomes(scenario().exits(), What.EXITED);
    }

    private void addOutcomes(List<EventPattern> patterns, What what) {
        for (EventPattern pattern : patterns) {
            outcomes.computeIfAbsent(pattern.event(), name -> new ArrayList<>())
                    .add(Outcome.of(pattern, what, scenario().key()));
        }
    }

    Scenario scenario() {
        return published.scenario();
    }

    int version() {
        return published.version();
    }

    @Nullable
    Step step(String id) {
        return steps.get(id);
    }

    String firstStep() {
        return scenario().steps().isEmpty()
                ? Step.END
                : scenario().steps().getFirst().id();
    }

    /** The events that enter; null where no single event does. */
    @Nullable
    EventPattern trigger() {
        return trigger;
    }

    /** Whether a run may send something. */
    boolean sends() {
        return sends;
    }

    /** Whether a run may wait for more than events and time. */
    boolean looksAgain() {
        return looksAgain;
    }

    /** The arm of a split everybody takes by now; null where none has won. */
    @Nullable
    String winner(String split) {
        return published.winners().get(split);
    }

    boolean asksForHours() {
        return scenario().steps().stream().anyMatch(Step.WaitForHour.class::isInstance);
    }

    /** Goals before exits: an event that is both counts as the goal. */
    List<Outcome> outcomes(String event) {
        return outcomes.getOrDefault(event, List.of());
    }

    Set<String> outcomeEvents() {
        return outcomes.keySet();
    }

    /** Events that may move a run. */
    Set<String> awaitedEvents() {
        var events = new HashSet<String>();
        for (Step step : scenario().steps()) {
            if (step instanceof Step.WaitFor waitFor) {
                waitFor.events().forEach(awaited -> events.add(awaited.pattern().event()));
            }
        }
        return events;
    }
}
