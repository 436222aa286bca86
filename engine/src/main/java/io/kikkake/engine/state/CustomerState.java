package io.kikkake.engine.state;

import io.kikkake.engine.value.SmallMap;
import io.kikkake.engine.value.Value;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that decisions about one customer depend on. Immutable.
 *
 * @param id of the customer, the same in every host
 * @param attributes what is known of the customer; {@code timezone} (IANA) among them where known
 * @param consents by topic: true subscribed, false unsubscribed; a topic never spoken of is absent
 * @param runs under way, oldest first
 * @param left by scenario and key, when the last run ended: what re-entry asks
 * @param consentedAt by topic, when the customer last spoke of it: an older word that arrives late changes nothing
 * @param reached by scenario and key, when a goal or exit last happened, run or no run: an entry event that arrives after
 *     it but happened before it enters nothing; a null key stands for every key of the scenario; the newest 16 with a key
 *     and the newest 64 without
 * @param memory what is remembered beyond the runs
 */
public record CustomerState(
        long id,
        Value.ObjectOf attributes,
        Map<String, Boolean> consents,
        List<Run> runs,
        Map<Passage, Instant> left,
        Map<String, Instant> consentedAt,
        Map<Passage, Instant> reached,
        Memory memory) {

    /** One scenario for one key. */
    public record Passage(String scenario, @Nullable String key) {}

    public CustomerState {
        consents = Map.copyOf(consents);
        runs = List.copyOf(runs);
        left = Map.copyOf(left);
        consentedAt = Map.copyOf(consentedAt);
        reached = SmallMap.copyOf(reached);
    }

    public CustomerState(
            long id,
            Value.ObjectOf attributes,
            Map<String, Boolean> consents,
            List<Run> runs,
            Map<Passage, Instant> left) {
        this(id, attributes, consents, runs, left, Map.of(), Map.of(), Memory.NONE);
    }

    public static CustomerState unknown(long id) {
        return new CustomerState(id, Value.ObjectOf.EMPTY, Map.of(), List.of(), Map.of());
    }

    public CustomerState withAttributes(Value.ObjectOf attributes) {
        return new CustomerState(id, attributes, consents, runs, left, consentedAt, reached, memory);
    }

    public CustomerState withConsents(Map<String, Boolean> consents, Map<String, Instant> consentedAt) {
        return new CustomerState(id, attributes, consents, runs, left, consentedAt, reached, memory);
    }

    public CustomerState withRuns(List<Run> runs) {
        return new CustomerState(id, attributes, consents, runs, left, consentedAt, reached, memory);
    }

    public CustomerState withLeft(Map<Passage, Instant> left) {
        return left == this.left
                ? this
                : new CustomerState(id, attributes, consents, runs, left, consentedAt, reached, memory);
    }

    public CustomerState withReached(Map<Passage, Instant> reached) {
        return new CustomerState(id, attributes, consents, runs, left, consentedAt, reached, memory);
    }

    public CustomerState withMemory(Memory memory) {
        return new CustomerState(id, attributes, consents, runs, left, consentedAt, reached, memory);
    }
}
