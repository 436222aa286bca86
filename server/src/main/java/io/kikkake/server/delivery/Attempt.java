package io.kikkake.server.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An attempt that has ended and is to be recorded. */
record Attempt(
        Claim claim,
        Outcome outcome,
        @Nullable String address,
        @Nullable String subject,
        Instant at) {

    static Attempt of(Claim claim, Outcome outcome, Instant at) {
        return new Attempt(claim, outcome, null, null, at);
    }
}
