package io.kikkake.liquid;

/** Rendered text, bounded. */
final class Output {
    private final StringBuilder text;
    private final Run run;
    private final int max;

    Output(Run run, int expectedLength) {
        this.text = new StringBuilder(Math.min(expectedLength, run.options.maxOutput()));
        this.run = run;
        this.max = run.options.maxOutput();
    }

    void append(String more) {
        text.append(more);
        check(more.length());
    }

    void append(long number) {
        text.append(number);
        check(0);
    }

    /** Appends text with the five characters that mean something to HTML written as entities. */
    void appendEscaped(String more) {
        Html.escape(more, text);
        check(more.length());
    }

    private void check(int appended) {
        if (text.length() > max) {
            throw new RenderFailure("the output is longer than " + max + " characters");
        }
        if (appended >= 64) {
            run.charge(appended >> 6);
        }
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
