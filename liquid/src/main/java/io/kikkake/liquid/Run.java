package io.kikkake.liquid;

/** What one render and everything it renders share: its options, what is left of its bounds, and where it is. */
final class Run {
    final RenderOptions options;
    final Partials partials;
    final int maxNesting;
    Position at = Position.START;
    private long stepsLeft;

    Run(RenderOptions options, Partials partials, int maxNesting) {
        this.options = options;
        this.partials = partials;
        this.maxNesting = maxNesting;
        this.stepsLeft = options.maxSteps();
    }

    void charge(int steps) {
        stepsLeft -= steps;
        if (stepsLeft < 0) {
            throw new RenderFailure("the template takes more than " + options.maxSteps() + " steps");
        }
    }
}
