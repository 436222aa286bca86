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
        Instant due) {}
