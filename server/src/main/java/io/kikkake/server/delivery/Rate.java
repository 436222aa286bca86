package io.kikkake.server.delivery;

import java.util.function.LongSupplier;

/** How many messages the channel takes in a second: never more than one second's worth at once. Not for several threads. */
final class Rate {

    private static final double NANOS = 1e9;

    private final int perSecond;
    private final LongSupplier nanos;
    private double saved;
    private long since;

    /** @param perSecond 0: any number */
    Rate(int perSecond, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.nanos = nanos;
        this.saved = perSecond;
        this.since = nanos.getAsLong();
    }

    /** Of so many messages, how many may go now. */
    int within(int wanted) {
        if (perSecond == 0) {
            return wanted;
        }
        long now = nanos.getAsLong();
        saved = Math.min(perSecond, saved + (now - since) / NANOS * perSecond);
        since = now;
        return Math.min(wanted, (int) saved);
    }

    void took(int messages) {
        saved -= perSecond == 0 ? 0 : messages;
    }
}
