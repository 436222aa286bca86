package io.kikkake.liquid;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Filters that change letters or replace text by text. */
final class StringFilters {
    static final List<FilterDefinition> ALL = List.of(
            new FilterDefinition("append", 1, 1, (context, input, args) -> append(context, input, args.text(0))),
            new FilterDefinition(
                    "prepend", 1, 1, (context, input, args) -> append(context, args.text(0), Printer.text(input))),
            new FilterDefinition("capitalize", (context, input, args) -> capitalized(Printer.text(input))),
            new FilterDefinition(
                    "downcase", (context, input, args) -> Printer.text(input).toLowerCase(Locale.ROOT)),
            new FilterDefinition(
                    "upcase", (context, input, args) -> Printer.text(input).toUpperCase(Locale.ROOT)),
            new FilterDefinition(
                    "replace", 1, 2, (context, input, args) -> replaced(context, input, args.text(0), args.text(1))),
            new FilterDefinition(
                    "replace_first",
                    1,
                    2,
                    (context, input, args) -> first(context, Printer.text(input), args.text(0), args.text(1))),
            new FilterDefinition(
                    "replace_last",
                    2,
                    2,
                    (context, input, args) -> last(context, Printer.text(input), args.text(0), args.text(1))),
            new FilterDefinition("remove", 1, 1, (context, input, args) -> replaced(context, input, args.text(0), "")),
            new FilterDefinition(
                    "remove_first",
                    1,
                    1,
                    (context, input, args) -> first(context, Printer.text(input), args.text(0), "")),
            new FilterDefinition(
                    "remove_last",
                    1,
                    1,
                    (context, input, args) -> last(context, Printer.text(input), args.text(0), "")));

    private StringFilters() {}

    private static String append(RenderContext context, @Nullable Object input, String more) {
        String text = Printer.text(input);
        context.checkLength((long) text.length() + more.length());
        return text + more;
    }

    private static String capitalized(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int second = text.offsetByCodePoints(0, 1);
        return text.substring(0, second).toUpperCase(Locale.ROOT)
                + text.substring(second).toLowerCase(Locale.ROOT);
    }

    private static String replaced(RenderContext context, @Nullable Object input, String old, String replacement) {
        String text = Printer.text(input);
        context.chargeSearch(text, old);
        if (replacement.length() <= 16) {
            return text.replace(old, replacement);
        }
        // A long replacement could make a short text very long: count before it is made.
        long count = 0;
        for (int i = text.indexOf(old); i >= 0; i = text.indexOf(old, i + Math.max(1, old.length()))) {
            count++;
            if (i == text.length()) {
                break;
            }
        }
        context.checkLength(text.length() + count * ((long) replacement.length() - old.length()));
        return text.replace(old, replacement);
    }

    private static String first(RenderContext context, String text, String old, String replacement) {
        context.chargeSearch(text, old);
        int at = text.indexOf(old);
        return at < 0 ? text : text.substring(0, at) + replacement + text.substring(at + old.length());
    }

    private static String last(RenderContext context, String text, String old, String replacement) {
        context.chargeSearch(text, old);
        int at = text.lastIndexOf(old);
        return at < 0 ? text : text.substring(0, at) + replacement + text.substring(at + old.length());
    }
}
