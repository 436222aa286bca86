package io.kikkake.server.platform;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** A clock that need not run at the pace of the real one. */
public interface Paced {

    /** How many of its seconds pass in a real one, at least 1. */
    int factor();

    /** How long to wait in real time until the clock, at its present pace, reaches the instant; never negative. */
    Duration realTimeUntil(Instant instant);

    static Duration realTimeUntil(Clock clock, Instant instant) {
        if (clock instanceof Paced paced) {
            return paced.realTimeUntil(instant);
        }
        Duration left = Duration.between(clock.instant(), instant);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
