package io.kikkake.server.customer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A customer said yes or no to a topic.
 *
 * @param source where, such as a URL
 * @param wording the words that were shown
 */
public record ConsentChange(
        long customer,
        String topic,
        boolean granted,
        Instant at,
        @Nullable String source,
        @Nullable String wording) {}
