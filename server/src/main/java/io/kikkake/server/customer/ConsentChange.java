package io.kikkake.server.customer;

import java.time.Instant;

/**
 * A customer said yes or no.
 *
 * @param matter what to, as {@link io.kikkake.engine.Matter} names it: mostly a topic
 */
public record ConsentChange(long customer, String matter, Act act, Instant at, Proof proof) {

    /** What the ledger says of it. */
    public enum Act {
        GRANTED,
        REFUSED,
        /** Asked for, and not granted before it is confirmed. */
        ASKED;

        public static Act of(boolean granted) {
            return granted ? GRANTED : REFUSED;
        }
    }

    boolean granted() {
        return act == Act.GRANTED;
    }
}
