package io.kikkake.server.delivery;

import io.kikkake.engine.value.Value;
import java.time.Instant;
import java.util.List;

/**
 * A message that was decided and is to leave.
 *
 * @param id derived from its cause; a second one with the same id is the same message and is ignored
 * @param entry properties of the event that entered the run
 * @param outputs what the run's steps had brought
 * @param channels that reach the customer, in order of preference, at least one
 * @param due not to leave before
 * @param newsletter whether it goes to many at once at an hour somebody chose: then it lets messages that were triggered pass
 */
public record Queued(
        String id,
        long customer,
        String scenario,
        int version,
        String run,
        String step,
        String message,
        String topic,
        Value.ObjectOf entry,
        Value.ObjectOf outputs,
        List<String> channels,
        Instant due,
        boolean newsletter) {

    /** The priority of newsletters; transactional messages have 0, all others 1. */
    static final int NEWSLETTER = 2;

    /** One that was triggered. */
    public Queued(
            String id,
            long customer,
            String scenario,
            int version,
            String run,
            String step,
            String message,
            String topic,
            Value.ObjectOf entry,
            Value.ObjectOf outputs,
            List<String> channels,
            Instant due) {
        this(id, customer, scenario, version, run, step, message, topic, entry, outputs, channels, due, false);
    }
}
