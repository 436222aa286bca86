package io.kikkake.liquid;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What loops and filters take the items of a value to be. */
final class Sequences {
    private static final int MAX_DEPTH = 100;

    private Sequences() {}

    /** The items a loop goes through: of a map its pairs, of a text the text itself, of anything but these none. */
    static List<?> iterated(RenderContext context, @Nullable Object value) {
        Object plain = Values.plain(value);
        if (plain instanceof String text) {
            return text.isEmpty() ? List.of() : List.of(text);
        }
        if (plain instanceof Map<?, ?> map) {
            context.charge(map.size() >> 3);
            List<@Nullable Object> pairs = new ArrayList<>(map.size());
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                pairs.add(Properties.pair(entry));
            }
            return pairs;
        }
        List<?> list = Values.list(plain);
        return list == null ? List.of() : list;
    }

    /** The items a filter works on: lists in a list taken apart, a map or any other single value as the one item. */
    static List<? extends @Nullable Object> items(RenderContext context, @Nullable Object input) {
        if (input == null) {
            return List.of();
        }
        if (input instanceof Range range) {
            context.charge(range.size());
            return range;
        }
        List<?> list = Values.list(input);
        if (list == null) {
            return Collections.singletonList(input);
        }
        for (Object item : list) {
            if (!(item instanceof Range) && Values.list(item) != null) {
                List<@Nullable Object> flat = new ArrayList<>();
                flatten(context, list, flat, 0);
                return Collections.unmodifiableList(flat);
            }
        }
        return list;
    }

    private static void flatten(RenderContext context, List<?> list, List<@Nullable Object> flat, int depth) {
        if (depth > MAX_DEPTH) {
            throw new RenderFailure("the list is nested deeper than " + MAX_DEPTH + " levels");
        }
        context.charge(1 + list.size());
        for (Object item : list) {
            List<?> inner = item instanceof Range ? null : Values.list(item);
            if (inner == null) {
                flat.add(item);
            } else {
                flatten(context, inner, flat, depth + 1);
            }
        }
    }
}
