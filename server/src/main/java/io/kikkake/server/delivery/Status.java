package io.kikkake.server.delivery;

import java.util.Locale;
import java.util.Optional;

/** Where a message stands. Stored as its {@link #code}. */
public enum Status {
    QUEUED,
    /** In the hands of a connection right now. */
    SENDING,
    /** The mail server took it. */
    SENT,
    /** Given up; the error says why. */
    FAILED,
    /** The mail server may have taken it: we never learned. Not sent again by itself. */
    UNKNOWN,
    /** The run no longer wanted it before it left. */
    WITHDRAWN,
    /** Something forbids it, such as a consent that is missing. */
    BLOCKED,
    /** Not to leave before a person agrees. */
    HELD;

    short code() {
        return (short) ordinal();
    }

    static Status of(int code) {
        return values()[code];
    }

    /** As the API writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Status> of(String word) {
        for (Status one : values()) {
            if (one.word().equals(word)) {
                return Optional.of(one);
            }
        }
        return Optional.empty();
    }
}
