package io.kikkake.liquid;

import org.jspecify.annotations.Nullable;

/** The variables a loop or an include brings with it, in force until it ends. */
final class Frame {
    final @Nullable Frame outer;
    private final String[] names;
    private final @Nullable Object[] values;

    Frame(@Nullable Frame outer, String[] names, @Nullable Object[] values) {
        this.outer = outer;
        this.names = names;
        this.values = values;
    }

    void set(int index, @Nullable Object value) {
        values[index] = value;
    }

    /** The index of the variable, -1 when the frame has none of that name. */
    int indexOf(String name) {
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    @Nullable
    Object value(int index) {
        return values[index];
    }
}
