package io.kikkake.server.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that has ended and is to be recorded.
 *
 * @param reference by which the other side knows the message
 */
record Attempt(
        Claim claim,
        Outcome outcome,
        @Nullable String address,
        @Nullable String subject,
        @Nullable String reference,
        Instant at) {

    static Attempt of(Claim claim, Outcome outcome, Instant at) {
        return new Attempt(claim, outcome, null, null, null, at);
    }
}
