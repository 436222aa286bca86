package io.kikkake.engine;

import io.kikkake.engine.value.Value;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What starts a run.
 *
 * @param event the event's number; 0 where it is none
 * @param name of a cause that is no event, the same for the same cause: what the run's id is derived from
 * @param properties what the run will know as its entry
 * @param at when it happened
 * @param by who did it, where a person did
 */
record Cause(
        long event,
        String name,
        Value.ObjectOf properties,
        Instant at,
        @Nullable String by) {

    static Cause of(Draft draft, Input.Event event) {
        return new Cause(event.id(), "", event.properties(), draft.reasonable(event.timestamp()), null);
    }

    static Cause named(String name, Value.ObjectOf properties, Instant at) {
        return new Cause(0, name, properties, at, null);
    }

    String runId(String scenario, long customer, @Nullable String key) {
        return name.isEmpty() ? Ids.run(scenario, customer, key, event) : Ids.run(scenario, customer, key, name);
    }
}
