package io.kikkake.liquid;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The variables a loop or an include brings with it, in force until it ends. */
final class Frame {
    final @Nullable Frame outer;
    private final List<String> names;
    private final @Nullable Object[] values;

    Frame(@Nullable Frame outer, List<String> names, @Nullable Object[] values) {
        this.outer = outer;
        this.names = names;
        this.values = values;
    }

    void set(int index, @Nullable Object value) {
        values[index] = value;
    }

    /** The index of the variable, -1 when the frame has none of that name. */
    int indexOf(String name) {
        return names.indexOf(name);
    }

    @Nullable
    Object value(int index) {
        return values[index];
    }
}
