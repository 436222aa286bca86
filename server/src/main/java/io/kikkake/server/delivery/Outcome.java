package io.kikkake.server.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an attempt to deliver came to. */
sealed interface Outcome {

    record Sent() implements Outcome {}

    record Failed(String error) implements Outcome {}

    record Unknown(String error) implements Outcome {}

    record Blocked(String reason) implements Outcome {}

    /** It did not go this time, and may go later. */
    record Retry(String error, Instant due) implements Outcome {}

    /** Nothing was attempted: it stands in the queue as before. */
    record Returned(@Nullable String error) implements Outcome {}

    /** Nothing was attempted, and it is not its turn before. */
    record Postponed(Instant due) implements Outcome {}

    /** This channel does not reach the customer: the next one's turn. */
    record Elsewhere(String error) implements Outcome {}

    default Status status() {
        return switch (this) {
            case Sent() -> Status.SENT;
            case Failed(var error) -> Status.FAILED;
            case Unknown(var error) -> Status.UNKNOWN;
            case Blocked(var reason) -> Status.BLOCKED;
            case Retry(var error, var due) -> Status.QUEUED;
            case Returned(var error) -> Status.QUEUED;
            case Postponed(var due) -> Status.QUEUED;
            case Elsewhere(var error) -> Status.QUEUED;
        };
    }

    default @Nullable String error() {
        return switch (this) {
            case Sent() -> null;
            case Failed(var error) -> error;
            case Unknown(var error) -> error;
            case Blocked(var reason) -> reason;
            case Retry(var error, var due) -> error;
            case Returned(var error) -> error;
            case Postponed(var due) -> null;
            case Elsewhere(var error) -> error;
        };
    }
}
