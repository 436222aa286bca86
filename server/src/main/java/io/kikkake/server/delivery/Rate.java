package io.kikkake.server.delivery;

import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/** How many messages may go in a second: never more than one second's worth at once. Not for several threads. */
final class Rate {

    private static final double NANOS = 1e9;

    private final IntSupplier rate;
    private final LongSupplier nanos;
    private double saved;
    private long since;

    /** @param perSecond 0: any number */
    Rate(int perSecond, LongSupplier nanos) {
        this(() -> perSecond, nanos);
    }

    /** @param perSecond asked each time, as servers come and go */
    Rate(IntSupplier perSecond, LongSupplier nanos) {
        this.rate = perSecond;
        this.nanos = nanos;
        this.saved = perSecond.getAsInt();
        this.since = nanos.getAsLong();
    }

    /** Of so many messages, how many may go now. */
    int within(int wanted) {
        int perSecond = rate.getAsInt();
        if (perSecond == 0) {
            return wanted;
        }
        long now = nanos.getAsLong();
        saved = Math.min(perSecond, saved + (now - since) / NANOS * perSecond);
        since = now;
        return Math.clamp((long) saved, 0, wanted);
    }

    void took(int messages) {
        saved -= rate.getAsInt() == 0 ? 0 : messages;
    }
}
