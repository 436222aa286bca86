package io.kikkake.server.runner;

import java.time.Duration;

/**
 * How many inputs of one kind a step takes: as many as it decides in the time wanted. What comes in meanwhile waits no longer
 * than that.
 */
final class BatchSize {

    static final int SMALLEST = 64;
    static final int LARGEST = 4_000;

    private final long wanted;
    private int size = SMALLEST;

    BatchSize(Duration wanted) {
        this.wanted = wanted.toNanos();
    }

    int size() {
        return size;
    }

    /** One by one, to find the one that cannot be stored. */
    void one() {
        size = 1;
    }

    void reset() {
        size = SMALLEST;
    }

    /**
     * Learns from a step. At most twice as many at a time or half as many: one slow step says little.
     *
     * @param inputs how many it decided
     * @param took what they took, of the whole step
     */
    void adapt(int inputs, Duration took) {
        long nanos = Math.max(1, took.toNanos());
        if (nanos > wanted) {
            size = (int) Math.max(SMALLEST, Math.max(size / 2, size * wanted / nanos));
        } else if (inputs >= size) {
            size = (int) Math.min(LARGEST, Math.min(size * 2L, Math.max(size, size * wanted / nanos)));
        }
    }
}
