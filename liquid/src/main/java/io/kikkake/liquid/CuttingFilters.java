package io.kikkake.liquid;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Filters that cut text short or to pieces. Lengths are in characters, whatever UTF-16 units they take. */
final class CuttingFilters {
    static final List<FilterDefinition> ALL = List.of(
            new FilterDefinition("strip", (context, input, args) -> Chars.strip(Printer.text(input))),
            new FilterDefinition("lstrip", (context, input, args) -> leftStripped(Printer.text(input))),
            new FilterDefinition("rstrip", (context, input, args) -> rightStripped(Printer.text(input))),
            new FilterDefinition("squish", (context, input, args) -> squished(input)),
            new FilterDefinition("strip_newlines", (context, input, args) -> withoutNewlines(Printer.text(input))),
            new FilterDefinition("slice", 1, 2, CuttingFilters::slice),
            new FilterDefinition(
                    "split", 1, 1, (context, input, args) -> split(context, Printer.text(input), args.text(0))),
            new FilterDefinition("truncate", 0, 2, CuttingFilters::truncate),
            new FilterDefinition("truncatewords", 0, 2, CuttingFilters::truncateWords));

    private CuttingFilters() {}

    private static String leftStripped(String text) {
        return text.substring(Chars.skipSpace(text, 0, text.length()));
    }

    private static String rightStripped(String text) {
        return text.substring(0, Chars.skipSpaceBack(text, 0, text.length()));
    }

    private static String withoutNewlines(String text) {
        return text.replace("\r\n", "").replace("\n", "");
    }

    /** Any whitespace becomes one space, and none at the ends. */
    private static @Nullable Object squished(@Nullable Object input) {
        return input == null ? null : String.join(" ", words(Printer.text(input), Integer.MAX_VALUE));
    }

    private static Object slice(RenderContext context, @Nullable Object input, Arguments args) {
        long offset = Numbers.integer(args.get(0));
        long length = args.get(1) == null ? 1 : Numbers.integer(args.get(1));
        List<?> list = input instanceof Range ? null : Values.list(input);
        String text = list == null ? Printer.text(input) : "";
        long size = list == null ? Properties.size(text) : list.size();
        long from = offset < 0 ? offset + size : offset;
        if (from < 0 || from > size || length < 0) {
            return list == null ? "" : List.of();
        }
        int start = (int) from;
        int end = (int) Math.min(size, from + Math.min(length, size));
        return list == null
                ? text.substring(text.offsetByCodePoints(0, start), text.offsetByCodePoints(0, end))
                : list.subList(start, end);
    }

    /** Splits at the separator: a single space stands for any whitespace, nothing for between all characters. */
    private static List<String> split(RenderContext context, String text, String separator) {
        List<String> parts = switch (separator) {
            case " " -> words(text, Integer.MAX_VALUE);
            case "" -> characters(text);
            default -> between(text, separator);
        };
        while (!parts.isEmpty() && parts.getLast().isEmpty()) {
            parts.removeLast();
        }
        return parts;
    }

    /** The words of a text, at most so many of them. */
    private static List<String> words(String text, int max) {
        List<String> words = new ArrayList<>();
        int from = Chars.skipSpace(text, 0, text.length());
        while (from < text.length() && words.size() < max) {
            int to = from;
            while (to < text.length() && !Chars.isSpace(text.charAt(to))) {
                to++;
            }
            words.add(text.substring(from, to));
            from = Chars.skipSpace(text, to, text.length());
        }
        return words;
    }

    private static List<String> characters(String text) {
        List<String> characters = new ArrayList<>(text.length());
        for (int i = 0; i < text.length(); ) {
            int next = text.offsetByCodePoints(i, 1);
            characters.add(text.substring(i, next));
            i = next;
        }
        return characters;
    }

    private static List<String> between(String text, String separator) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
            parts.add(text.substring(from, at));
            from = at + separator.length();
        }
        parts.add(text.substring(from));
        return parts;
    }

    private static @Nullable Object truncate(RenderContext context, @Nullable Object input, Arguments args) {
        if (input == null) {
            return null;
        }
        String text = Printer.text(input);
        long length = args.integer(0, 50);
        String ending = args.text(1, "...");
        if (Properties.size(text) <= length) {
            return text;
        }
        int kept = (int) Math.max(0, length - Properties.size(ending));
        return text.substring(0, text.offsetByCodePoints(0, kept)) + ending;
    }

    private static @Nullable Object truncateWords(RenderContext context, @Nullable Object input, Arguments args) {
        if (input == null) {
            return null;
        }
        String text = Printer.text(input);
        int count = (int) Math.clamp(args.integer(0, 15), 1, Integer.MAX_VALUE - 1);
        List<String> words = words(text, count + 1);
        if (words.size() <= count) {
            return text;
        }
        return String.join(" ", words.subList(0, count)) + args.text(1, "...");
    }
}
