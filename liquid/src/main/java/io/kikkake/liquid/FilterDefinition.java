package io.kikkake.liquid;

import org.jspecify.annotations.Nullable;

/**
 * A filter and what it may be called with.
 *
 * @param min fewest arguments beside the input
 * @param max most arguments beside the input
 * @param keyword the keyword argument it knows, or null
 * @param wantsSafeText whether it is to see {@link SafeText} as such rather than as the string in it
 */
record FilterDefinition(
        String name, int min, int max, @Nullable String keyword, boolean wantsSafeText, FilterBody body) {
    FilterDefinition(String name, int min, int max, FilterBody body) {
        this(name, min, max, null, false, body);
    }

    FilterDefinition(String name, FilterBody body) {
        this(name, 0, 0, body);
    }

    /** How many arguments the filter takes, in words. */
    String arity() {
        String count = min == max ? String.valueOf(min) : min + " to " + max;
        return count + (max == 1 ? " argument" : " arguments");
    }

    /** What a filter does. */
    @FunctionalInterface
    interface FilterBody {
        @Nullable
        Object apply(RenderContext context, @Nullable Object input, Arguments arguments);
    }
}
