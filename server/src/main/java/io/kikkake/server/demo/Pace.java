package io.kikkake.server.demo;

import java.time.Duration;
import java.time.Instant;

/**
 * How demo time goes on from an anchor.
 *
 * <p>Fast time is on loan: it lasts for {@link #LOAN} of real time and must be renewed. So whatever was recorded when it began
 * is never less than what the clock can have shown, however the process ended.
 *
 * @param real when the anchor was set
 * @param shown what the clock showed then
 * @param factor how many seconds pass in a real one, at least 1, as long as the loan lasts; then 1
 */
record Pace(Instant real, Instant shown, int factor) {

    static final Duration LOAN = Duration.ofSeconds(3);

    Instant at(Instant realNow) {
        Duration passed = Duration.between(real, realNow);
        if (passed.isNegative()) {
            return shown; // The machine's clock was set back: ours waits.
        }
        Duration fast = passed.compareTo(LOAN) < 0 ? passed : LOAN;
        return shown.plus(passed).plus(fast.multipliedBy(factor - 1L));
    }

    /** The pace from here on at another factor. */
    Pace from(Instant realNow, int factor) {
        return new Pace(realNow.isBefore(real) ? real : realNow, at(realNow), factor);
    }

    Pace jumpedTo(Instant realNow, Instant to) {
        Pace here = from(realNow, factor);
        return to.isAfter(here.shown) ? new Pace(here.real, to, factor) : here;
    }

    /** A pace without haste that at no time shows less than this one. */
    Pace atMost() {
        return new Pace(real, shown.plus(LOAN.multipliedBy(factor - 1L)), 1);
    }
}
