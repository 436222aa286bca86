package io.kikkake.server.customer;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The product learned something of customers; whoever keeps the event log records it as their events. */
public record Learned(List<Fact> facts) {

    /**
     * @param name of the event
     * @param messageId the same fact learned again has the same one and is recorded once
     */
    public record Fact(long customer, String name, Instant at, String messageId, Map<String, ?> properties) {}

    public Learned {
        facts = List.copyOf(facts);
    }
}
