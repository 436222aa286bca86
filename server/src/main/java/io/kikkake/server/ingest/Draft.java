package io.kikkake.server.ingest;

import io.kikkake.server.customer.LineId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event as it came in, checked and corrected for clock skew, not yet in the log.
 *
 * @param customer where it is known already, as with what the product itself records; else null
 * @param historical imported: it counts, but starts nothing
 * @param messageId the sender's; null where there was none, and then nothing can be recognised as a repetition
 * @param userId without a customer, userId, anonymousId or line is there
 * @param previousId of an alias: the id so far
 * @param email of identify, lower case
 * @param properties JSON object; of identify and group the traits
 * @param introduced by whose mail an unknown visitor came; null where nobody's
 */
record Draft(
        @Nullable Long customer,
        Kind kind,
        boolean historical,
        String name,
        Instant timestamp,
        Instant receivedAt,
        @Nullable String messageId,
        @Nullable String userId,
        @Nullable String anonymousId,
        @Nullable String previousId,
        @Nullable String email,
        String properties,
        String context,
        @Nullable LineId line,
        @Nullable Long introduced) {

    /** Of somebody not named by LINE, and led here by nobody. */
    Draft(
            @Nullable Long customer,
            Kind kind,
            boolean historical,
            String name,
            Instant timestamp,
            Instant receivedAt,
            @Nullable String messageId,
            @Nullable String userId,
            @Nullable String anonymousId,
            @Nullable String previousId,
            @Nullable String email,
            String properties,
            String context) {
        this(
                customer,
                kind,
                historical,
                name,
                timestamp,
                receivedAt,
                messageId,
                userId,
                anonymousId,
                previousId,
                email,
                properties,
                context,
                null,
                null);
    }

    Draft introducedBy(long other) {
        return new Draft(
                customer,
                kind,
                historical,
                name,
                timestamp,
                receivedAt,
                messageId,
                userId,
                anonymousId,
                previousId,
                email,
                properties,
                context,
                line,
                other);
    }
}
