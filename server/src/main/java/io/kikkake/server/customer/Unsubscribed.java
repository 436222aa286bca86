package io.kikkake.server.customer;

import java.time.Instant;

/** A customer says no to a topic by a link or a mail program; whoever keeps the event log records it before anything else. */
public record Unsubscribed(long customer, String topic, String source, Instant at) {}
