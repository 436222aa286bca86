package io.kikkake.engine;

import io.kikkake.engine.state.CustomerState.Passage;
import java.time.Instant;
import java.util.HashMap;
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
        var keys = new HashMap<Passage, Instant>();
        var scenarios = new HashMap<Passage, Instant>();
        reached.forEach((passage, at) -> (passage.key() == null ? scenarios : keys).put(passage, at));
        var kept = new HashMap<>(Newest.of(scenarios, MOST_SCENARIOS));
        kept.putAll(Newest.of(keys, MOST_KEYS));
        return kept;
    }
}
