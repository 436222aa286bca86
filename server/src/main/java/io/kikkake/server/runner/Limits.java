package io.kikkake.server.runner;

/**
 * How many inputs a step takes at most.
 *
 * @param entries of the log
 * @param timers that are due
 */
record Limits(int entries, int timers) {

    /** Beside fresh entries only a few timers go into a step, so that the commit of these does not wait for those. */
    private static final int SHARE_BESIDE_ENTRIES = 4;

    int timersBeside(int fresh) {
        return fresh == 0 ? timers : Math.max(1, timers / SHARE_BESIDE_ENTRIES);
    }
}
