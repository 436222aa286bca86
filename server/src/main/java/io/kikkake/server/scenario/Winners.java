package io.kikkake.server.scenario;

import java.time.Instant;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Arms of splits that have won: from then on everybody takes them. */
@Component
public class Winners {

    private final ScenarioStore store;
    private final Scenarios scenarios;
    private final ApplicationEventPublisher events;

    Winners(ScenarioStore store, Scenarios scenarios, ApplicationEventPublisher events) {
        this.store = store;
        this.scenarios = scenarios;
        this.events = events;
    }

    public boolean has(String scenario, String split) {
        return scenarios.winners(scenario).containsKey(split);
    }

    /** The first word counts: a winner stays. */
    public void declare(String scenario, String split, String arm, Instant at) {
        if (store.addWinner(scenario, split, arm, at)) {
            scenarios.reload();
            events.publishEvent(new ScenariosChanged());
        }
    }
}
