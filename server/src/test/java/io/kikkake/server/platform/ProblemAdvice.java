package io.kikkake.server.platform;

/** The product's answers to errors, for controllers tested by themselves. */
public final class ProblemAdvice {

    private ProblemAdvice() {}

    public static Object create() {
        return new ProblemAnswers();
    }
}
