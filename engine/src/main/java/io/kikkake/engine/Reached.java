package io.kikkake.engine;

import io.kikkake.engine.state.CustomerState.Passage;
import io.kikkake.engine.value.SmallMap;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;

/**
 * How much is kept of what a customer has reached. It keeps entries out that were overtaken by their own goal, and those are
 * minutes late, so that of single carts and orders the last few are enough. A goal that stands for every key comes once for
 * each scenario, all at the same moment: those must not push each other out, nor be pushed out by keys.
 */
final class Reached {

    /** Passages with a key kept: the newest. */
    static final int MOST_KEYS = 16;

    /** Scenarios kept of which every key is reached: the newest. */
    static final int MOST_SCENARIOS = 64;

    private Reached() {}

    /** Of two customers who become one, the same is kept whichever comes first: joining them or forgetting. */
    static Map<Passage, Instant> bounded(Map<Passage, Instant> reached) {
        if (reached.size() <= MOST_KEYS) {
            return reached;
        }
        var keys = new ArrayList<Map.Entry<Passage, Instant>>(reached.size());
        var scenarios = new ArrayList<Map.Entry<Passage, Instant>>();
        reached.forEach((passage, at) -> (passage.key() == null ? scenarios : keys).add(Map.entry(passage, at)));
        if (keys.size() <= MOST_KEYS && scenarios.size() <= MOST_SCENARIOS) {
            return reached;
        }
        var kept = new SmallMap.Builder<Passage, Instant>(
                Math.min(scenarios.size(), MOST_SCENARIOS) + Math.min(keys.size(), MOST_KEYS));
        Newest.of(scenarios, MOST_SCENARIOS).forEach(entry -> kept.put(entry.getKey(), entry.getValue()));
        Newest.of(keys, MOST_KEYS).forEach(entry -> kept.put(entry.getKey(), entry.getValue()));
        return kept.build();
    }
}
