package io.kikkake.liquid;

import org.jspecify.annotations.Nullable;

/** A template that could not be rendered with this data, or not within its limits: says what is wrong and where. */
public final class LiquidRenderError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final int line;
    private final int column;
    private final @Nullable String partial;

    LiquidRenderError(String problem, Position position, @Nullable Throwable cause) {
        super(position + ": " + problem, cause);
        this.problem = problem;
        this.line = position.line();
        this.column = position.column();
        this.partial = position.partial();
    }

    /** What is wrong, without the place. */
    public String problem() {
        return problem;
    }

    /** The line of the tag or output that failed; the first is 1. */
    public int line() {
        return line;
    }

    /** The column of the tag or output that failed; the first is 1, counted in UTF-16 units. */
    public int column() {
        return column;
    }

    /** The partial that failed, or null when it was the template itself. */
    public @Nullable String partial() {
        return partial;
    }
}
