package io.kikkake.engine;

import io.kikkake.engine.state.Run;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something a decision wants done. Every id is derived from its cause, so doing it twice is doing it once. */
public sealed interface Effect {

    /**
     * A message is to go out.
     *
     * @param id derived from scenario, run, step and visit
     * @param run as it was when the step was reached: its entry event feeds the template
     */
    record Send(String id, Run run, String step, String message, String topic) implements Effect {}

    /** The one timer of a run; replaces the one set before. */
    record SetTimer(String run, Instant due) implements Effect {}

    record CancelTimer(String run) implements Effect {}

    /** Messages of the run that have not left yet must not leave. */
    record Withdraw(String run, String reason) implements Effect {}

    /**
     * One thing that was decided, for people to read: the customer's timeline and the scenario's counts.
     *
     * @param run the run it happened to; for an IGNORED entry the run that would have been
     * @param detail the code of a {@link Reason}, or the name of the case that was taken
     * @param until when the run goes on, where it is WAITING
     */
    record Trace(
            String scenario,
            int version,
            String run,
            @Nullable String key,
            @Nullable String step,
            What what,
            @Nullable String detail,
            @Nullable Instant until)
            implements Effect {}

    enum What {
        ENTERED,
        IGNORED,
        RESTARTED,
        REFRESHED,
        WAITING,
        SENT,
        BRANCHED,
        GOAL,
        EXITED,
        ENDED,
        BLOCKED,
        MERGED,
        /** A person let the run go on from its wait. */
        SKIPPED,
        /** The run went over to another version. */
        MOVED
    }
}
