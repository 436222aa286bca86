package io.kikkake.liquid;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Filters that choose items by a property: by its value if one is given, or else by whether it is there and not false.
 */
final class SelectionFilters {
    static final List<FilterDefinition> ALL = List.of(
            new FilterDefinition("where", 1, 2, (context, input, args) -> kept(context, input, args, true)),
            new FilterDefinition("reject", 1, 2, (context, input, args) -> kept(context, input, args, false)),
            new FilterDefinition("has", 1, 2, SelectionFilters::has),
            new FilterDefinition("find", 1, 2, SelectionFilters::find),
            new FilterDefinition("find_index", 1, 2, SelectionFilters::findIndex));

    /** What an item answers. */
    private enum Match {
        YES,
        NO,
        /** The item can have no properties. The original then gives up with nil, and so does this. */
        NONSENSE
    }

    private SelectionFilters() {}

    private static Match match(@Nullable Object item, Arguments args) {
        if (!Items.hasProperties(item) || (args.get(0) == null && item instanceof String)) {
            return Match.NONSENSE;
        }
        Object value = Items.property(item, args.get(0));
        boolean matches = args.get(1) == null ? Values.truthy(value) : Comparisons.equal(value, args.get(1));
        return matches ? Match.YES : Match.NO;
    }

    private static @Nullable Object kept(
            RenderContext context, @Nullable Object input, Arguments args, boolean matching) {
        List<@Nullable Object> kept = new ArrayList<>();
        for (Object item : Sequences.items(context, input)) {
            Match match = match(item, args);
            if (match == Match.NONSENSE) {
                return null;
            }
            if ((match == Match.YES) == matching) {
                kept.add(item);
            }
        }
        return kept;
    }

    private static @Nullable Object has(RenderContext context, @Nullable Object input, Arguments args) {
        for (Object item : Sequences.items(context, input)) {
            Match match = match(item, args);
            if (match != Match.NO) {
                return match == Match.YES ? true : null;
            }
        }
        return false;
    }

    private static @Nullable Object find(RenderContext context, @Nullable Object input, Arguments args) {
        for (Object item : Sequences.items(context, input)) {
            Match match = match(item, args);
            if (match != Match.NO) {
                return match == Match.YES ? item : null;
            }
        }
        return null;
    }

    private static @Nullable Object findIndex(RenderContext context, @Nullable Object input, Arguments args) {
        long index = 0;
        for (Object item : Sequences.items(context, input)) {
            Match match = match(item, args);
            if (match != Match.NO) {
                return match == Match.YES ? index : null;
            }
            index++;
        }
        return null;
    }
}
