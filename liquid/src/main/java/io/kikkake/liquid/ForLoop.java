package io.kikkake.liquid;

import org.jspecify.annotations.Nullable;

/** The variable {@code forloop}. */
final class ForLoop implements Drop {
    private final String name;
    private final long length;
    private final @Nullable ForLoop parent;
    private long index0;

    ForLoop(String name, long length, @Nullable ForLoop parent) {
        this.name = name;
        this.length = length;
        this.parent = parent;
    }

    void next() {
        index0++;
    }

    @Override
    public @Nullable Object get(String key) {
        return switch (key) {
            case "name" -> name;
            case "length" -> length;
            case "parentloop" -> parent;
            case "index" -> index0 + 1;
            case "index0" -> index0;
            case "rindex" -> length - index0;
            case "rindex0" -> length - index0 - 1;
            case "first" -> index0 == 0;
            case "last" -> index0 == length - 1;
            default -> null;
        };
    }

    @Override
    public String toString() {
        return "forloop";
    }
}
