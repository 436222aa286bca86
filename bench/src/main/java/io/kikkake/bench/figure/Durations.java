package io.kikkake.bench.figure;

import java.util.Arrays;

/** Measured durations, sorted; percentiles by nearest rank, so that each is a duration that was measured. */
public final class Durations {
    private static final double NANOS_PER_MILLI = 1e6;

    private final long[] sorted;

    private Durations(long[] sorted) {
        this.sorted = sorted;
    }

    /**
     * Of durations in nanoseconds, in any order.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Durations ofNanos(long... nanos) {
        if (nanos.length == 0) {
            throw new IllegalArgumentException("Nothing was measured.");
        }
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Durations(sorted);
    }

    /** The smallest duration that at least {@code percent} of all do not exceed, in milliseconds. */
    public double percentileMillis(double percent) {
        if (!(percent > 0 && percent <= 100)) {
            throw new IllegalArgumentException("A percentile lies in (0, 100], not " + percent);
        }
        int rank = (int) Math.ceil(percent / 100 * sorted.length - 1e-9);
        return sorted[Math.max(rank, 1) - 1] / NANOS_PER_MILLI;
    }

    public double medianMillis() {
        return percentileMillis(50);
    }

    public double maxMillis() {
        return sorted[sorted.length - 1] / NANOS_PER_MILLI;
    }
}
