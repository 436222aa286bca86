package io.kikkake.server.customer;

import java.time.Instant;

/**
 * An address must not be written to any more, or may be again.
 *
 * @param address in lower case; empty with {@link Reason#LIFTED}: all of the customer's
 */
public record SuppressionChange(long customer, String address, Reason reason, Instant at) {

    public enum Reason {
        BOUNCED,
        COMPLAINED,
        /** What was known of the customer and of the address is forgotten. */
        LIFTED
    }
}
