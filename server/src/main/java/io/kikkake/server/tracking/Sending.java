package io.kikkake.server.tracking;

import java.time.Instant;

/**
 * A message on its way to one customer.
 *
 * @param id of the message in the outbox
 * @param message its id within the scenario
 * @param at when it was made, to the second
 */
public record Sending(
        String id, long customer, String scenario, String step, String message, String topic, Instant at) {}
