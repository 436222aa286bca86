package io.kikkake.engine.state;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What triggers that look back need to know. Bounded by the scenarios that are published: one moment and one window each.
 *
 * @param moments by name, such as when an event was last performed
 * @param days by name, how often something happened on which day (counted from 1 January 1970); days without are absent
 */
public record Past(Map<String, Instant> moments, Map<String, SortedMap<Integer, Integer>> days) {

    public static final Past NONE = new Past(Map.of(), Map.of());

    public Past {
        moments = Map.copyOf(moments);
        var copy = new HashMap<String, SortedMap<Integer, Integer>>();
        days.forEach((name, counts) -> copy.put(name, Collections.unmodifiableSortedMap(new TreeMap<>(counts))));
        days = Collections.unmodifiableMap(copy);
    }

    public Past withMoments(Map<String, Instant> moments) {
        return new Past(moments, days);
    }

    public Past withDays(Map<String, SortedMap<Integer, Integer>> days) {
        return new Past(moments, days);
    }

    boolean isEmpty() {
        return moments.isEmpty() && days.isEmpty();
    }
}
