package io.kikkake.engine.state;

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
 */
public record CustomerState(
        long id, Value.ObjectOf attributes, Map<String, Boolean> consents, List<Run> runs, Map<Passage, Instant> left) {

    /** One scenario for one key. */
    public record Passage(String scenario, @Nullable String key) {}

    public CustomerState {
        consents = Map.copyOf(consents);
        runs = List.copyOf(runs);
        left = Map.copyOf(left);
    }

    public static CustomerState unknown(long id) {
        return new CustomerState(id, Value.ObjectOf.EMPTY, Map.of(), List.of(), Map.of());
    }
}
