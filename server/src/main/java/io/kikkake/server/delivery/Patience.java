package io.kikkake.server.delivery;

import java.time.Duration;

/** How long a message that is put off again and again is tried, counted from its first attempt. */
record Patience(Duration transactional, Duration marketing) {

    static final Patience USUAL = new Patience(Duration.ofDays(3), Duration.ofDays(1));

    Duration with(boolean isTransactional) {
        return isTransactional ? transactional : marketing;
    }
}
