package io.kikkake.server.scenario;

import io.kikkake.engine.scenario.Scenario;
import io.kikkake.engine.value.Value;
import java.time.Instant;

/**
 * A scenario as it was published once.
 *
 * @param newest whether no later version was published
 * @param active whether the scenario, in whatever version, is not archived
 * @param source the document as it was written
 */
public record ScenarioVersion(
        Scenario scenario,
        int version,
        boolean newest,
        boolean active,
        String source,
        Value.ObjectOf definition,
        Instant publishedAt) {

    public String id() {
        return scenario.id();
    }
}
