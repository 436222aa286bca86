package io.kikkake.liquid;

import org.jspecify.annotations.Nullable;

/** The words {@code empty} and {@code blank}: values that print as nothing and equal whatever is empty or blank. */
enum Nothing {
    EMPTY,
    BLANK;

    boolean matches(@Nullable Object value) {
        if (value instanceof Nothing) {
            return value == this;
        }
        return this == EMPTY ? Values.empty(value) : Values.blank(value);
    }
}
