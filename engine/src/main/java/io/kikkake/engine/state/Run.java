package io.kikkake.engine.state;

import io.kikkake.engine.value.Value;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One customer's passage through one version of a scenario.
 *
 * @param id derived from scenario, customer, key and the entry event
 * @param key what makes two runs of one scenario distinct; null when the scenario has none
 * @param entry properties of the event that entered the run (or refreshed it)
 * @param step where the run stands
 * @param visit how many steps the run has taken, counted from 1: makes ids in loops distinct
 * @param due when the run goes on by itself; null while nothing but an event can move it
 */
public record Run(
        String id,
        String scenario,
        int version,
        @Nullable String key,
        Value.ObjectOf entry,
        Instant startedAt,
        String step,
        int visit,
        @Nullable Instant due) {}
