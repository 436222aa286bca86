package io.kikkake.flink;

import java.time.Instant;

/**
 * An entry of the event log as it reaches the job. Entries of one customer come in order of acceptance.
 *
 * @param seq unique, and increasing for a customer in order of arrival; 0 where the job made the entry itself
 * @param name of the event; for {@link Kind#UNREADABLE} what was wrong
 * @param timestamp when it happened, corrected for clock skew
 * @param receivedAt when it was accepted: what the order with timers goes by
 * @param properties JSON object; for {@link Kind#UNREADABLE} what was read
 */
public record LogInput(
        long seq,
        long customer,
        Kind kind,
        boolean historical,
        String name,
        Instant timestamp,
        Instant receivedAt,
        String properties) {

    /** What kind of entry it is: those of the server's event log, and two of the job's own. */
    public enum Kind {
        TRACK,
        PAGE,
        SCREEN,
        IDENTIFY,
        GROUP,
        ALIAS,
        /** This customer turned out to be another, who takes over: the last entry of this customer. */
        MERGE_AWAY,
        /** Another customer turned out to be this one. */
        MERGE_INTO,
        /** The state of the other customer, let go of by the subtask that had it. */
        HANDED_OVER,
        /** Not an entry at all. */
        UNREADABLE
    }

    static LogInput unreadable(String why, String text) {
        return new LogInput(0, 0, Kind.UNREADABLE, false, why, Instant.EPOCH, Instant.EPOCH, text);
    }
}
