package io.kikkake.server.tracking;

import java.time.Instant;

/** A reaction and what its token says. */
record Noticed(Reaction reaction, Reference reference) {

    Instant at() {
        return reaction.at();
    }

    Sending sending() {
        return reference.sending();
    }

    /** The message's id. */
    String send() {
        return reference.sending().id();
    }

    boolean isOpen() {
        return reference instanceof Reference.Picture;
    }
}
