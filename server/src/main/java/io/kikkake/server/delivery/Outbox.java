package io.kikkake.server.delivery;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Where decisions leave messages. What is added or withdrawn counts when the caller's transaction commits. */
public interface Outbox {

    void add(Connection transaction, List<Queued> messages, Instant now) throws SQLException;

    /** Messages of these runs that nobody has begun to deliver do not leave. */
    void withdraw(Connection transaction, Collection<String> runs, String reason, Instant now) throws SQLException;

    /** Says that a transaction which added something has committed. */
    void wake();
}
