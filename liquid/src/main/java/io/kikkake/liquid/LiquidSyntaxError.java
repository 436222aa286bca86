package io.kikkake.liquid;

import org.jspecify.annotations.Nullable;

/** A template that cannot be read: says what is wrong and where. */
public final class LiquidSyntaxError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final int line;
    private final int column;
    private final @Nullable String partial;

    /**
     * An error in the template itself.
     *
     * @param problem what is wrong, without the place
     * @param line first line is 1
     * @param column first character of a line is 1, counted in UTF-16 units
     */
    public LiquidSyntaxError(String problem, int line, int column) {
        this(problem, new Position(null, line, column));
    }

    LiquidSyntaxError(String problem, Position position) {
        super(position + ": " + problem);
        this.problem = problem;
        this.line = position.line();
        this.column = position.column();
        this.partial = position.partial();
    }

    /** What is wrong, without the place. */
    public String problem() {
        return problem;
    }

    /** The line the error is on; the first is 1. */
    public int line() {
        return line;
    }

    /** The column the error starts at; the first is 1, counted in UTF-16 units. */
    public int column() {
        return column;
    }

    /** The partial the error is in, or null when it is in the template itself. */
    public @Nullable String partial() {
        return partial;
    }
}
