package io.kikkake.liquid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Liquid says of any value. */
final class Values {
    private Values() {}

    static boolean truthy(@Nullable Object value) {
        return value != null && !Boolean.FALSE.equals(value);
    }

    /** The value without the mark that says it is HTML. */
    static @Nullable Object plain(@Nullable Object value) {
        return value instanceof SafeText safe ? safe.html() : value;
    }

    static boolean empty(@Nullable Object value) {
        if (value instanceof String text) {
            return text.isEmpty();
        }
        if (value instanceof Collection<?> items) {
            return items.isEmpty();
        }
        return value instanceof Map<?, ?> map ? map.isEmpty() : value instanceof Object[] array && array.length == 0;
    }

    static boolean blank(@Nullable Object value) {
        if (value instanceof String text) {
            return text.isBlank();
        }
        return !truthy(value) || empty(value);
    }

    /** The value as a list, or null when it is none. Anything that can be iterated over is one; a map is not. */
    static @Nullable List<?> list(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        if (value instanceof Object[] array) {
            return Arrays.asList(array);
        }
        return value instanceof Collection<?> items ? new ArrayList<>(items) : null;
    }

    /** The steps it takes to read through a value once, roughly: reading is cheaper than visiting a node. */
    static int weight(@Nullable Object value) {
        if (value instanceof String text) {
            return text.length() >> 6;
        }
        if (value instanceof SafeText safe) {
            return safe.html().length() >> 6;
        }
        return value instanceof Collection<?> items && !(value instanceof Range) ? items.size() >> 3 : 0;
    }
}
