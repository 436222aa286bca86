package io.kikkake.server.delivery;

import java.time.Instant;
import java.util.List;

/**
 * A message taken from the outbox, to be attempted now.
 *
 * @param entry JSON
 * @param outputs JSON
 * @param attempts this one included
 * @param others channels to try after this one, in order
 */
record Claim(
        String id,
        long customer,
        String scenario,
        int version,
        String step,
        String message,
        String topic,
        String entry,
        int attempts,
        Instant createdAt,
        String run,
        String outputs,
        String channel,
        List<String> others) {}
