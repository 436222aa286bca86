package io.kikkake.liquid;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values a filter is called with, beside its input. */
final class Arguments {
    static final Arguments NONE = new Arguments(new @Nullable Object[0], List.of(), new @Nullable Object[0]);

    private final @Nullable Object[] values;
    private final List<String> keywords;
    private final @Nullable Object[] keywordValues;

    Arguments(@Nullable Object[] values, List<String> keywords, @Nullable Object[] keywordValues) {
        this.values = values;
        this.keywords = keywords;
        this.keywordValues = keywordValues;
    }

    boolean has(int index) {
        return index < values.length;
    }

    /** The argument of that index, null when it is nil or not given. */
    @Nullable
    Object get(int index) {
        return index < values.length ? values[index] : null;
    }

    /** The argument as text: empty for nil, the fallback when it is not given. */
    String text(int index, String fallback) {
        return index < values.length ? Printer.text(values[index]) : fallback;
    }

    /** The argument as text, empty for nil. */
    String text(int index) {
        return text(index, "");
    }

    /** The argument as a number; what is none counts as 0. */
    Number number(int index) {
        return Numbers.of(get(index));
    }

    /** The argument as a whole number, which it has to be if it is given. */
    long integer(int index, long fallback) {
        return index < values.length ? Numbers.integer(values[index]) : fallback;
    }

    /** The value of a keyword argument, null when it is nil or not given. */
    @Nullable
    Object keyword(String keyword) {
        int index = keywords.indexOf(keyword);
        return index < 0 ? null : keywordValues[index];
    }
}
