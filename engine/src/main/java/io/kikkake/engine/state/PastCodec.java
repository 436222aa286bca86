package io.kikkake.engine.state;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes what triggers that look back need to know; of days only the distance to the one before. */
final class PastCodec {

    private PastCodec() {}

    static void write(ByteWriter out, Past past) {
        MemoryCodec.writeMoments(out, past.moments());
        out.unsigned(past.days().size());
        for (String name : MemoryCodec.sorted(past.days())) {
            SortedMap<Integer, Integer> days =
                    Objects.requireNonNull(past.days().get(name));
            out.text(name);
            out.unsigned(days.size());
            int before = 0;
            for (var day : days.entrySet()) {
                out.unsigned(day.getKey() - (long) before);
                out.unsigned(day.getValue());
                before = day.getKey();
            }
        }
    }

    static Past read(StateReader in) {
        Map<String, Instant> moments = MemoryCodec.moments(in);
        var days = new HashMap<String, SortedMap<Integer, Integer>>();
        for (int left = in.count(); left > 0; left--) {
            days.put(in.text(), counts(in));
        }
        return new Past(moments, Map.copyOf(days));
    }

    /** The same in every format. */
    static SortedMap<Integer, Integer> counts(ByteReader in) {
        var counts = new TreeMap<Integer, Integer>();
        int day = 0;
        for (int left = in.count(); left > 0; left--) {
            day += in.number();
            counts.put(day, in.number());
        }
        return counts;
    }
}
