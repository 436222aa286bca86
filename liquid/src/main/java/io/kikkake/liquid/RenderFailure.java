package io.kikkake.liquid;

import org.jspecify.annotations.Nullable;

/**
 * A failure on its way up to {@link Template#render}, which knows the place and turns it into a
 * {@link LiquidRenderError}. It carries no stack trace: the template's author has no use for one.
 */
final class RenderFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String problem;

    RenderFailure(String problem) {
        this(problem, null);
    }

    RenderFailure(String problem, @Nullable Throwable cause) {
        super(problem, cause, false, false);
        this.problem = problem;
    }

    String problem() {
        return problem;
    }
}
