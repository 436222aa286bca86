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
 * @param startedAt when the event happened that entered the run
 * @param step where the run stands
 * @param visit how many steps the run has taken, counted from 1: makes ids in loops distinct
 * @param due when the run goes on by itself; null while nothing but an event can move it
 * @param entryAt when the event happened that {@code entry} is from: {@code startedAt}, or later after a refresh
 * @param outputs what steps of the run brought, by step: a coupon's code, a webhook's answer
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
        @Nullable Instant due,
        Instant entryAt,
        Value.ObjectOf outputs) {

    public Run(
            String id,
            String scenario,
            int version,
            @Nullable String key,
            Value.ObjectOf entry,
            Instant startedAt,
            String step,
            int visit,
            @Nullable Instant due) {
        this(id, scenario, version, key, entry, startedAt, step, visit, due, startedAt, Value.ObjectOf.EMPTY);
    }

    public CustomerState.Passage passage() {
        return new CustomerState.Passage(scenario, key);
    }

    /** The run one step on. */
    public Run reaching(String next) {
        return new Run(id, scenario, version, key, entry, startedAt, next, visit + 1, null, entryAt, outputs);
    }

    public Run restingUntil(@Nullable Instant due) {
        return new Run(id, scenario, version, key, entry, startedAt, step, visit, due, entryAt, outputs);
    }

    /** The same run at the same place, knowing a newer entry event. */
    public Run refreshed(Value.ObjectOf entry, Instant entryAt) {
        return new Run(id, scenario, version, key, entry, startedAt, step, visit, due, entryAt, outputs);
    }

    /** The same run at the same place, with what a step brought. */
    public Run withOutputs(Value.ObjectOf outputs) {
        return outputs == this.outputs
                ? this
                : new Run(id, scenario, version, key, entry, startedAt, step, visit, due, entryAt, outputs);
    }

    /** The same run at a place in another version, still waiting for the same time. */
    public Run movedTo(int version, String step) {
        return new Run(id, scenario, version, key, entry, startedAt, step, visit, due, entryAt, outputs);
    }
}
