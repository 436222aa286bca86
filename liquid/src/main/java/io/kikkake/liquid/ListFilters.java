package io.kikkake.liquid;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Filters that put lists in order, together, or into one text. */
final class ListFilters {
    static final List<FilterDefinition> ALL = List.of(
            new FilterDefinition("compact", 0, 1, ListFilters::compact),
            new FilterDefinition("concat", 1, 1, ListFilters::concat),
            new FilterDefinition("first", (context, input, args) -> first(input)),
            new FilterDefinition("last", (context, input, args) -> last(input)),
            new FilterDefinition("join", 0, 1, ListFilters::join),
            new FilterDefinition("map", 1, 1, ListFilters::map),
            new FilterDefinition(
                    "reverse", (context, input, args) -> new ArrayList<>(Sequences.items(context, input)).reversed()),
            new FilterDefinition("size", (context, input, args) -> size(input)),
            new FilterDefinition(
                    "sort", 0, 1, (context, input, args) -> sorted(context, input, args, ListFilters::order)),
            new FilterDefinition(
                    "sort_natural", 0, 1, (context, input, args) -> sorted(context, input, args, ListFilters::natural)),
            new FilterDefinition("sum", 0, 1, ListFilters::sum),
            new FilterDefinition("uniq", 0, 1, ListFilters::uniq));

    private ListFilters() {}

    private static Object compact(RenderContext context, @Nullable Object input, Arguments args) {
        List<@Nullable Object> kept = new ArrayList<>();
        for (Object item : Sequences.items(context, input)) {
            if ((args.get(0) == null ? item : Items.property(item, args.get(0))) != null) {
                kept.add(item);
            }
        }
        return kept;
    }

    private static Object concat(RenderContext context, @Nullable Object input, Arguments args) {
        List<?> more = args.get(0) instanceof Range ? null : Values.list(args.get(0));
        if (more == null) {
            throw new RenderFailure("takes a list, not '" + Printer.text(args.get(0)) + "'");
        }
        List<@Nullable Object> all = new ArrayList<>(Sequences.items(context, input));
        all.addAll(more);
        return all;
    }

    private static @Nullable Object first(@Nullable Object input) {
        if (input instanceof Map<?, ?> map) {
            return map.isEmpty() ? null : Properties.first(map);
        }
        List<?> list = Values.list(input);
        return list == null || list.isEmpty() ? null : list.getFirst();
    }

    private static @Nullable Object last(@Nullable Object input) {
        List<?> list = Values.list(input);
        return list == null || list.isEmpty() ? null : list.getLast();
    }

    private static String join(RenderContext context, @Nullable Object input, Arguments args) {
        String glue = args.text(0, " ");
        StringBuilder joined = new StringBuilder();
        boolean first = true;
        for (Object item : Sequences.items(context, input)) {
            joined.append(first ? "" : glue).append(Printer.text(item));
            context.checkLength(joined.length());
            first = false;
        }
        return joined.toString();
    }

    private static Object map(RenderContext context, @Nullable Object input, Arguments args) {
        List<@Nullable Object> mapped = new ArrayList<>();
        for (Object item : Sequences.items(context, input)) {
            mapped.add(Items.property(item, args.get(0)));
        }
        return mapped;
    }

    private static Object size(@Nullable Object input) {
        Object size = input == null ? null : Properties.named(input, "size");
        return input instanceof Map<?, ?> map ? (Object) (long) map.size() : size instanceof Long ? size : 0L;
    }

    private static @Nullable Object sorted(
            RenderContext context, @Nullable Object input, Arguments args, Comparator<@Nullable Object> order) {
        List<? extends @Nullable Object> items = Sequences.items(context, input);
        Object property = args.get(0);
        if (property == null) {
            return sorted(items, order);
        }
        for (Object item : items) {
            if (!Items.hasProperties(item)) {
                return null;
            }
        }
        return sorted(items, (a, b) -> order.compare(Items.property(a, property), Items.property(b, property)));
    }

    private static Object sorted(List<? extends @Nullable Object> items, Comparator<@Nullable Object> order) {
        List<@Nullable Object> sorted = new ArrayList<>(items);
        try {
            sorted.sort(order);
        } catch (IllegalArgumentException contradictory) {
            throw new RenderFailure("cannot sort values of different kinds", contradictory);
        }
        return sorted;
    }

    /** Values in their own order, nil behind all others. */
    private static int order(@Nullable Object a, @Nullable Object b) {
        if (a == null || b == null) {
            return nilLast(a, b);
        }
        if (Comparisons.ordered(a) && Comparisons.ordered(b)) {
            return Comparisons.compare(a, b);
        }
        if (Comparisons.equal(a, b)) {
            return 0;
        }
        throw new RenderFailure("cannot sort values of different kinds");
    }

    /** Values as texts, upper and lower case alike, nil behind all others. */
    private static int natural(@Nullable Object a, @Nullable Object b) {
        if (a == null || b == null) {
            return nilLast(a, b);
        }
        String x = Printer.text(a).toLowerCase(Locale.ROOT);
        return x.compareTo(Printer.text(b).toLowerCase(Locale.ROOT));
    }

    private static int nilLast(@Nullable Object a, @Nullable Object b) {
        return Boolean.compare(a == null, b == null);
    }

    private static Number sum(RenderContext context, @Nullable Object input, Arguments args) {
        List<@Nullable Object> summands = new ArrayList<>();
        for (Object item : Sequences.items(context, input)) {
            summands.add(args.get(0) == null ? item : Items.property(item, args.get(0)));
        }
        Number sum = 0L;
        for (Object summand : Sequences.items(context, summands)) {
            sum = Numbers.plus(sum, Numbers.of(summand));
        }
        return sum;
    }

    private static Object uniq(RenderContext context, @Nullable Object input, Arguments args) {
        Set<@Nullable Object> seen = new HashSet<>();
        List<@Nullable Object> kept = new ArrayList<>();
        for (Object item : Sequences.items(context, input)) {
            Object key = args.get(0) == null ? item : Items.property(item, args.get(0));
            // The same number may come as an Integer here and as a Long there.
            if (seen.add(key instanceof Number number ? Numbers.result(Numbers.of(number)) : key)) {
                kept.add(item);
            }
        }
        return kept;
    }
}
