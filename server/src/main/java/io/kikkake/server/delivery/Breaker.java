package io.kikkake.server.delivery;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Leaves alone what does not work, and sends one message to ask at growing intervals. Times are nanoseconds of whatever clock its
 * owner uses.
 */
final class Breaker {

    enum State {
        /** It works. */
        CLOSED,
        /** It is left alone. */
        OPEN,
        /** One message asks. */
        HALF_OPEN;

        /** As the API writes it. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private final Duration first;
    private final Duration longest;
    private Duration pause = Duration.ZERO;
    private long until;
    private boolean asking;
    private @Nullable String why;

    Breaker(Duration first, Duration longest) {
        this.first = first;
        this.longest = longest;
    }

    /** Whether a message may go. While half open that is one; should nothing be heard of it, another after the same interval. */
    synchronized boolean admits(long now) {
        if (pause.isZero()) {
            return true;
        }
        if (now - until < 0) {
            return false;
        }
        asking = true;
        until = now + pause.toNanos();
        return true;
    }

    void failed(long now, String reason) {
        failed(now, first, reason);
    }

    /** @param least the first pause */
    synchronized void failed(long now, Duration least, String reason) {
        why = reason;
        if (pause.isZero()) {
            pause = least;
        } else if (asking) {
            Duration doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(longest) > 0 ? longest : doubled;
        } else {
            // What was under way when it opened makes one interval, not many.
            return;
        }
        asking = false;
        until = now + pause.toNanos();
    }

    /** @return whether it did not work before */
    synchronized boolean passed() {
        boolean before = !pause.isZero();
        pause = Duration.ZERO;
        asking = false;
        why = null;
        return before;
    }

    synchronized State state(long now) {
        return pause.isZero() ? State.CLOSED : asking || now - until >= 0 ? State.HALF_OPEN : State.OPEN;
    }

    /** How long it is left alone from now; zero where a message may go or asks. */
    synchronized Duration left(long now) {
        return pause.isZero() ? Duration.ZERO : Duration.ofNanos(Math.max(0, until - now));
    }

    /** What went wrong; null while it works. */
    synchronized @Nullable String why() {
        return why;
    }
}
