package io.kikkake.liquid;

import org.jspecify.annotations.Nullable;

/**
 * An object whose properties are worked out only when a template asks for them.
 *
 * <p>What {@link #get} returns may be anything a template can be given: a string, number, boolean, list, map, date or
 * another drop. Printing a drop prints its {@code toString()}.
 */
@FunctionalInterface
public interface Drop {
    /**
     * The property of that name.
     *
     * @param key the name as the template writes it, {@code total} in {@code order.total}
     * @return the value, or null when there is none
     */
    @Nullable
    Object get(String key);
}
