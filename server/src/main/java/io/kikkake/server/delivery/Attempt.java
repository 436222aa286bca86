package io.kikkake.server.delivery;

import io.kikkake.server.channel.Said;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that has ended and is to be recorded.
 *
 * @param reference by which the other side knows the message
 * @param said what the other side said; null where nothing was attempted
 */
record Attempt(
        Claim claim,
        Outcome outcome,
        @Nullable String address,
        @Nullable String subject,
        @Nullable String reference,
        @Nullable Said said,
        Instant at) {

    static Attempt of(Claim claim, Outcome outcome, Instant at) {
        return new Attempt(claim, outcome, null, null, null, null, at);
    }
}
