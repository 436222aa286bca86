package io.kikkake.server.customer;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The product learned something of customers; whoever keeps the event log records it as their events. */
public record Learned(List<Fact> facts) {

    /**
     * @param name of the event
     * @param messageId the same fact learned again has the same one and is recorded once
     * @param learnedAt when it came to be known; what happened long before is history, which starts nothing
     */
    public record Fact(
            long customer, String name, Instant at, String messageId, Map<String, ?> properties, Instant learnedAt) {

        /** Known as it happens. */
        public Fact(long customer, String name, Instant at, String messageId, Map<String, ?> properties) {
            this(customer, name, at, messageId, properties, at);
        }

        public boolean isHistory() {
            return at.isBefore(learnedAt.minus(HISTORY));
        }
    }

    private static final Duration HISTORY = Duration.ofHours(1);

    public Learned {
        facts = List.copyOf(facts);
    }
}
