package io.kikkake.server.delivery;

import java.time.Duration;
import java.util.List;

/** When a message that a server put off is tried again: by the reason soon or later, at growing intervals. */
final class Backoff {

    private static final List<Duration> SOON = minutes(1, 5, 15, 60, 240);
    /** Most greylists open after five minutes; no sense in coming before. */
    private static final List<Duration> GREYLISTED = minutes(5, 10, 20, 40, 60, 120, 240);

    private static final List<Duration> SLOWER = minutes(15, 30, 60, 120, 240);
    /** Somebody has to read his mail, or take us off a list. */
    private static final List<Duration> SLOW = minutes(60, 240, 480);

    private Backoff() {}

    private static List<Duration> minutes(long... minutes) {
        return java.util.Arrays.stream(minutes).mapToObj(Duration::ofMinutes).toList();
    }

    static Duration after(String id, int attempts) {
        return after(id, attempts, Fault.TEMPORARY);
    }

    /**
     * @param attempts made so far, at least 1
     * @return up to a fifth longer than the plan, by the message's id, so that what was put off together does not come back
     *     together
     */
    static Duration after(String id, int attempts, Fault why) {
        List<Duration> plans = switch (why) {
            case GREYLISTED -> GREYLISTED;
            case SLOW_DOWN, OURS -> SLOWER;
            case FULL, BLOCKED -> SLOW;
            case TEMPORARY, GONE, POLICY, CONTENT, REFUSED -> SOON;
        };
        Duration plan = plans.get(Math.min(attempts, plans.size()) - 1);
        int spread = Math.floorMod((id + attempts).hashCode() * 0x9E3779B9, 1000);
        return plan.plus(plan.multipliedBy(spread).dividedBy(5000));
    }
}
