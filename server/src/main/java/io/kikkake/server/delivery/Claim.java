package io.kikkake.server.delivery;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message taken from the outbox, to be attempted now.
 *
 * @param entry JSON
 * @param outputs JSON
 * @param attempts this one included
 * @param others channels to try after this one, in order
 * @param urgency 0: somebody waits for it; 1: a moment gave the reason for it; 2: a newsletter
 * @param awaited whether it waited for this moment, which it was given
 * @param triedAt when it was attempted first; null: this is the first attempt
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
        List<String> others,
        int urgency,
        boolean awaited,
        @Nullable Instant triedAt) {

    boolean isNewsletter() {
        return urgency >= Queued.NEWSLETTER;
    }
}
