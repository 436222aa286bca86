package io.kikkake.engine;

import io.kikkake.engine.state.CustomerState.Passage;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;

/** Keeps what a customer's state remembers from growing without end. */
final class Newest {

    /** The same whatever order the map is in: of two at the same moment the name decides. */
    private static final Comparator<Map.Entry<Passage, Instant>> OLDEST_FIRST =
            Map.Entry.<Passage, Instant>comparingByValue()
                    .thenComparing(entry -> entry.getKey().scenario())
                    .thenComparing(
                            entry -> entry.getKey().key(), Comparator.nullsFirst(Comparator.<String>naturalOrder()));

    private Newest() {}

    static Map<Passage, Instant> with(Map<Passage, Instant> known, Passage passage, Instant at, int most) {
        var all = new HashMap<>(known);
        all.put(passage, at);
        return of(all, most);
    }

    static Map<Passage, Instant> of(Map<Passage, Instant> all, int most) {
        if (all.size() <= most) {
            return all;
        }
        var kept = new HashMap<>(all);
        all.entrySet().stream()
                .sorted(OLDEST_FIRST)
                .limit(all.size() - (long) most)
                .forEach(entry -> kept.remove(entry.getKey()));
        return kept;
    }
}
