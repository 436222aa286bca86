package io.kikkake.engine;

import io.kikkake.engine.state.CustomerState.Passage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps what a customer's state remembers from growing without end. */
final class Newest {

    private static final Comparator<Passage> BY_NAME = Comparator.comparing(Passage::scenario)
            .thenComparing(Passage::key, Comparator.nullsFirst(Comparator.<String>naturalOrder()));

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
        var kept = new HashMap<Passage, Instant>();
        of(new ArrayList<>(all.entrySet()), most).forEach(entry -> kept.put(entry.getKey(), entry.getValue()));
        return kept;
    }

    /** @param all is sorted if it is too long */
    static List<Map.Entry<Passage, Instant>> of(List<Map.Entry<Passage, Instant>> all, int most) {
        if (all.size() <= most) {
            return all;
        }
        all.sort(Newest::compare);
        return all.subList(all.size() - most, all.size());
    }

    /** Oldest first, and the same whatever order the map is in: of two at the same moment the name decides. */
    private static int compare(Map.Entry<Passage, Instant> one, Map.Entry<Passage, Instant> another) {
        int order = one.getValue().compareTo(another.getValue());
        return order == 0 ? BY_NAME.compare(one.getKey(), another.getKey()) : order;
    }
}
