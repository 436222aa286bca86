package io.kikkake.server.delivery;

import java.time.Duration;
import java.util.Optional;

/** When a message that a server put off is tried again: soon at first, then every four hours, for three days. */
final class Backoff {

    private static final Duration[] FIRST = {
        Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofHours(1)
    };
    private static final Duration THEN = Duration.ofHours(4);
    private static final int LAST = FIRST.length + 18;

    private Backoff() {}

    /**
     * @param attempts made so far, at least 1
     * @return up to a fifth longer than the plan, by the message's id, so that what was put off together does not come back
     *     together; empty when it is time to give up
     */
    static Optional<Duration> after(String id, int attempts) {
        if (attempts > LAST) {
            return Optional.empty();
        }
        Duration plan = attempts <= FIRST.length ? FIRST[attempts - 1] : THEN;
        int spread = Math.floorMod((id + attempts).hashCode() * 0x9E3779B9, 1000);
        return Optional.of(plan.plus(plan.multipliedBy(spread).dividedBy(5000)));
    }
}
