package io.kikkake.liquid;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the properties of values: what {@code .name} and {@code [index]} mean to each kind. */
final class Properties {
    /** The answer for a property that is not there, as against one that is nil. */
    enum Missing {
        MISSING
    }

    static final Missing MISSING = Missing.MISSING;

    private Properties() {}

    /** {@code .key}; where a list, map or string has no such property, {@code size} and the like are worked out. */
    static @Nullable Object named(@Nullable Object value, String key) {
        if (value instanceof Map<?, ?> map) {
            Object found = entry(map, key);
            return found == MISSING ? ofMap(map, key) : found;
        }
        if (value instanceof Drop drop) {
            return drop.get(key);
        }
        if (value instanceof SafeText safe) {
            return named(safe.html(), key);
        }
        if (value instanceof String text) {
            return key.equals("size") ? (Object) size(text) : MISSING;
        }
        List<?> list = Values.list(value);
        return list == null ? MISSING : ofList(list, key);
    }

    private static Object ofMap(Map<?, ?> map, String key) {
        return switch (key) {
            case "size" -> (long) map.size();
            case "first" -> map.isEmpty() ? MISSING : first(map);
            default -> MISSING;
        };
    }

    private static @Nullable Object ofList(List<?> list, String key) {
        return switch (key) {
            case "size" -> (long) list.size();
            case "first" -> list.isEmpty() ? null : list.getFirst();
            case "last" -> list.isEmpty() ? null : list.getLast();
            default -> MISSING;
        };
    }

    static List<@Nullable Object> first(Map<?, ?> map) {
        Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
        return pair(entries.next());
    }

    /** A map's entry as templates see it: a list of key and value. */
    static List<@Nullable Object> pair(Map.Entry<?, ?> entry) {
        return Arrays.asList(entry.getKey(), entry.getValue());
    }

    /** A string's length in characters, however many UTF-16 units each takes. */
    static long size(String text) {
        return text.codePointCount(0, text.length());
    }

    /** {@code [index]}. */
    static @Nullable Object indexed(@Nullable Object value, @Nullable Object index) {
        Object key = Values.plain(index);
        if (value instanceof Map<?, ?> map) {
            return entry(map, key);
        }
        if (value instanceof Drop drop) {
            return drop.get(Printer.text(key));
        }
        if (value instanceof Range) {
            return MISSING;
        }
        List<?> list = Values.list(value);
        if (list == null || !(key instanceof Number number) || !Numbers.isInteger(number)) {
            return MISSING;
        }
        long wanted = number.longValue();
        long at = wanted < 0 ? wanted + list.size() : wanted;
        return at >= 0 && at < list.size() ? list.get((int) at) : MISSING;
    }

    /** A map's value by a key of any type; maps that refuse a key of the wrong type do not have it. */
    static @Nullable Object entry(Map<?, ?> map, @Nullable Object key) {
        if (key == null) {
            return MISSING;
        }
        try {
            Object found = map.get(key);
            return found != null || map.containsKey(key) ? found : MISSING;
        } catch (ClassCastException wrongType) {
            return MISSING;
        }
    }
}
