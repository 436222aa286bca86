package io.kikkake.liquid;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words of dates written in English, in lower case. Months and weekdays may be cut short to three letters. */
final class DateWords {
    private static final int SHORTEST = 3;
    private static final List<String> MONTHS = List.of(
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december");
    private static final List<String> WEEKDAYS =
            List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");
    private static final List<String> ORDINALS = List.of("st", "nd", "rd", "th");
    private static final Map<String, Integer> ZONES = Map.ofEntries(
            Map.entry("z", 0),
            Map.entry("utc", 0),
            Map.entry("gmt", 0),
            Map.entry("bst", 1),
            Map.entry("cet", 1),
            Map.entry("cest", 2),
            Map.entry("jst", 9),
            Map.entry("est", -5),
            Map.entry("edt", -4),
            Map.entry("cst", -6),
            Map.entry("cdt", -5),
            Map.entry("mst", -7),
            Map.entry("mdt", -6),
            Map.entry("pst", -8),
            Map.entry("pdt", -7));

    private DateWords() {}

    /** The number of the month of that name, 0 when there is none. */
    static int month(String word) {
        return indexOf(word, MONTHS) + 1;
    }

    static boolean isWeekday(String word) {
        return indexOf(word, WEEKDAYS) >= 0;
    }

    /** Whether a day's number may end in it, as in 5th. */
    static boolean isOrdinal(String word) {
        return ORDINALS.contains(word);
    }

    /** How far ahead of UTC the zone of that abbreviation is, null when it is none. */
    static @Nullable Integer hoursOfZone(String word) {
        return ZONES.get(word);
    }

    private static int indexOf(String word, List<String> names) {
        if (word.length() >= SHORTEST) {
            for (int i = 0; i < names.size(); i++) {
                if (names.get(i).startsWith(word)) {
                    return i;
                }
            }
        }
        return -1;
    }
}
