package io.kikkake.server.runner;

import io.kikkake.engine.Engine;
import io.kikkake.engine.scenario.Step;
import io.kikkake.engine.state.Run;
import io.kikkake.server.delivery.Wishes;
import io.kikkake.server.platform.Json;
import io.kikkake.server.scenario.Scenarios;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Answers for a message that is about to leave, with the customer as they are now. Most steps demand nothing, and cost nothing. */
@Component
class StillWanted implements Wishes {

    private final Scenarios scenarios;
    private final CustomerStates states;
    private final Clock clock;

    StillWanted(Scenarios scenarios, CustomerStates states, Clock clock) {
        this.scenarios = scenarios;
        this.states = states;
        this.clock = clock;
    }

    @Override
    public boolean stillWanted(Wish wish) {
        if (!demandsSomething(wish)) {
            return true;
        }
        var now = clock.instant();
        var run = new Run(
                wish.run(),
                wish.scenario(),
                wish.version(),
                null,
                Json.object(wish.entry()),
                now,
                wish.step(),
                1,
                null,
                now,
                Json.object(wish.outputs()));
        return Engine.stillWanted(scenarios.current(), states.of(wish.customer()), run, wish.step(), now);
    }

    private boolean demandsSomething(Wish wish) {
        return scenarios.version(wish.scenario(), wish.version()).stream()
                .flatMap(version -> version.scenario().steps().stream())
                .anyMatch(step ->
                        step.id().equals(wish.step()) && step instanceof Step.Send send && send.stillTrue() != null);
    }
}
