package io.kikkake.engine;

import io.kikkake.engine.state.Run;
import io.kikkake.engine.value.Value;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something a decision wants done. Every id is derived from its cause, so doing it twice is doing it once. */
public sealed interface Effect {

    /**
     * A message is to go out.
     *
     * @param id derived from scenario, run, step and visit
     * @param run as it was when the step was reached: its entry event feeds the template
     * @param channels that reach the customer, in order of preference, at least one: each after the first only where the one
     *     before turns out not to reach them
     */
    record Send(String id, Run run, String step, String message, String topic, List<String> channels)
            implements Effect {
        public Send {
            channels = List.copyOf(channels);
        }
    }

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
     * @param until when the run goes on, where it is WAITING or its message DEFERRED
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

    /** What a step other than a send wants done. */
    sealed interface Deed extends Effect {

        /** Derived from scenario, run, step and visit: doing it twice is doing it once. */
        String id();

        /** As it was when the step was reached. */
        Run run();

        default String step() {
            return run().step();
        }
    }

    /**
     * Attributes of the customer changed; the new state has them already.
     *
     * @param changes by name; JSON null where one was forgotten
     */
    record SetAttributes(String id, Run run, Value.ObjectOf changes) implements Deed {}

    /** A step said yes or no to a topic for the customer; the new state has it already. */
    record SetConsent(String id, Run run, String topic, boolean granted, Instant at) implements Deed {}

    /** A code was made, and is in the run's outputs already. */
    record IssueCoupon(
            String id, Run run, String code, @Nullable Instant expires) implements Deed {}

    /** A code is to be taken from a pool, once; the run stands still until {@link Input.Answered} says which. */
    record TakeCoupon(
            String id, Run run, String pool, @Nullable Instant expires) implements Deed {}

    record GrantPoints(
            String id, Run run, int points, @Nullable String reason) implements Deed {}

    /** A task for the customer's owner. */
    record CreateTask(
            String id,
            Run run,
            String title,
            @Nullable String note,
            @Nullable Instant due) implements Deed {}

    /**
     * A URL is to be posted to; {@link Input.Answered} brings what it answers.
     *
     * @param until when nobody waits for the answer any more; null where the run went on at once
     */
    record CallWebhook(
            String id,
            Run run,
            String url,
            Value.ObjectOf body,
            @Nullable Instant until) implements Deed {}

    /** An event of the customer is to go into the log, with the id as its messageId. */
    record EmitEvent(String id, Run run, String event, Value.ObjectOf properties) implements Deed {}

    /** Another scenario is to be started for the customer. */
    record StartScenario(String id, Run run, String scenario, Value.ObjectOf properties) implements Deed {}

    /** A run took an arm of a split. */
    record TookArm(String id, Run run, String arm) implements Deed {}

    /**
     * A run that took an arm of a split reached its goal.
     *
     * @param step of the split
     */
    record ArmReachedGoal(String id, Run run, String step, String arm) implements Deed {}

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
        /** The guard puts a message off; the trace says until when. */
        DEFERRED,
        /** A host keeps a decided message back until a person agrees. */
        HELD,
        MERGED,
        /** A step did what it is for. */
        DONE,
        /** Something was left out; the detail says why. */
        SKIPPED,
        /** The run went over to another version. */
        MOVED
    }
}
