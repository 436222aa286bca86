package io.kikkake.server.consent;

import io.kikkake.engine.value.Value;
import io.kikkake.server.customer.ConsentChange;
import io.kikkake.server.delivery.Queued;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Asks for subscriptions to be confirmed. */
@FunctionalInterface
public interface Asking {

    /**
     * The customer asked for a topic.
     *
     * @param attributes of the customer, their address and language among them
     * @param id derived from the cause
     * @return the mail that asks for confirmation; empty where there is no address, or it was asked enough
     */
    Optional<Queued> ask(Connection transaction, ConsentChange asked, Value.ObjectOf attributes, String id, Instant now)
            throws SQLException;
}
