package io.kikkake.liquid;

import java.time.temporal.Temporal;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Equality and order of values. */
final class Comparisons {
    private Comparisons() {}

    static boolean equal(@Nullable Object left, @Nullable Object right) {
        Object a = Values.plain(left);
        Object b = Values.plain(right);
        if (a instanceof Nothing nothing) {
            return nothing.matches(b);
        }
        if (b instanceof Nothing nothing) {
            return nothing.matches(a);
        }
        if (a == null || b == null) {
            return a == null && b == null;
        }
        if (a instanceof Number x && b instanceof Number y) {
            return Numbers.compare(x, y) == 0;
        }
        if (a instanceof Range || b instanceof Range) {
            return a.equals(b);
        }
        if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
            return sameEntries(x, y);
        }
        List<?> x = Values.list(a);
        List<?> y = x == null ? null : Values.list(b);
        return (x != null && y != null) ? sameItems(x, y) : a.equals(b);
    }

    private static boolean sameItems(List<?> a, List<?> b) {
        if (a.size() != b.size()) {
            return false;
        }
        Iterator<?> others = b.iterator();
        for (Object item : a) {
            if (!equal(item, others.next())) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameEntries(Map<?, ?> a, Map<?, ?> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (Map.Entry<?, ?> entry : a.entrySet()) {
            Object other = Properties.entry(b, entry.getKey());
            if (other == Properties.MISSING || !equal(entry.getValue(), other)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a text has that text in it, a list that item or a map that key. */
    static boolean contains(@Nullable Object container, @Nullable Object wanted) {
        if (!Values.truthy(container) || !Values.truthy(wanted)) {
            return false;
        }
        if (container instanceof String text) {
            return text.contains(Printer.text(wanted));
        }
        if (container instanceof Range range) {
            return Numbers.isInteger(wanted) && range.includes(Numbers.clamped(Numbers.of(wanted)));
        }
        if (container instanceof Map<?, ?> map) {
            return Properties.entry(map, wanted) != Properties.MISSING;
        }
        List<?> items = Values.list(container);
        if (items == null) {
            return false;
        }
        for (Object item : items) {
            if (equal(item, wanted)) {
                return true;
            }
        }
        return false;
    }

    /** Whether values of this kind come before and after one another. */
    static boolean ordered(@Nullable Object value) {
        return value instanceof Number || value instanceof String || isTime(value);
    }

    private static boolean isTime(@Nullable Object value) {
        return value instanceof Temporal && value instanceof Comparable<?>;
    }

    /**
     * Compares two ordered values.
     *
     * @throws RenderFailure when they are not of the same kind
     */
    static int compare(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Number x && b instanceof Number y) {
            return Numbers.compare(x, y);
        }
        if (a instanceof String x && b instanceof String y) {
            return x.compareTo(y);
        }
        if (isTime(a) && a != null && b != null && a.getClass() == b.getClass()) {
            @SuppressWarnings("unchecked") // Both are of the one class, which compares with itself.
            Comparable<Object> comparable = (Comparable<Object>) a;
            return comparable.compareTo(b);
        }
        throw new RenderFailure("cannot compare " + kind(a) + " with " + kind(b));
    }

    private static String kind(@Nullable Object value) {
        return switch (value) {
            case null -> "nil";
            case Number n -> "a number";
            case String s -> "a text";
            case Boolean b -> "true or false";
            case Map<?, ?> m -> "an object";
            case Collection<?> c -> "a list";
            default -> isTime(value) ? "a time" : "an object";
        };
    }
}
