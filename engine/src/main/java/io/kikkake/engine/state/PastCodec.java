package io.kikkake.engine.state;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes what triggers that look back need to know; of days only the distance to the one before. */
final class PastCodec {

    private PastCodec() {}

    static void write(ByteWriter out, Past past) {
        out.unsigned(past.moments().size());
        new TreeMap<>(past.moments()).forEach((name, moment) -> {
            out.text(name);
            out.instant(moment);
        });
        out.unsigned(past.days().size());
        new TreeMap<>(past.days()).forEach((name, days) -> {
            out.text(name);
            out.unsigned(days.size());
            int before = 0;
            for (var day : days.entrySet()) {
                out.unsigned(day.getKey() - (long) before);
                out.unsigned(day.getValue());
                before = day.getKey();
            }
        });
    }

    static Past read(ByteReader in) {
        var moments = new HashMap<String, Instant>();
        for (int left = in.count(); left > 0; left--) {
            moments.put(in.text(), in.instant());
        }
        var days = new HashMap<String, SortedMap<Integer, Integer>>();
        for (int left = in.count(); left > 0; left--) {
            days.put(in.text(), counts(in));
        }
        return new Past(moments, Map.copyOf(days));
    }

    private static SortedMap<Integer, Integer> counts(ByteReader in) {
        var counts = new TreeMap<Integer, Integer>();
        int day = 0;
        for (int left = in.count(); left > 0; left--) {
            day += in.number();
            counts.put(day, in.number());
        }
        return counts;
    }
}
