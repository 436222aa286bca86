package io.kikkake.server.delivery.dkim;

import java.time.Instant;

/**
 * A key of the product's own making.
 *
 * @param published as DNS has it
 */
record StoredKey(String selector, Algorithm algorithm, State state, byte[] published, Instant created) {

    /** First published, then signed with, then left until the mail signed with it has arrived. */
    enum State {
        PREPARED,
        ACTIVE,
        RETIRED
    }
}
