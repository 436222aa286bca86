package io.kikkake.server.delivery;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Where decisions leave messages. What is added or withdrawn counts when the caller's transaction commits. */
public interface Outbox {

    void add(Connection transaction, List<Queued> messages, Instant now) throws SQLException;

    /** As {@link #add}, for messages that must not leave before a person agrees. */
    void hold(Connection transaction, List<Queued> messages, Instant now) throws SQLException;

    /**
     * Messages of the scenario that were held may leave.
     *
     * @param most of them
     * @return how many; fewer than {@code most}: there are no others
     */
    int release(Connection transaction, String scenario, int most, Instant now) throws SQLException;

    /**
     * Messages of the scenario that were held are withdrawn.
     *
     * @return how many
     */
    int drop(Connection transaction, String scenario, String reason, Instant now) throws SQLException;

    /** By scenario, how many messages are held; scenarios without any are absent. */
    Map<String, Long> held();

    /** Messages of these runs that nobody has begun to deliver do not leave. */
    void withdraw(Connection transaction, Collection<String> runs, String reason, Instant now) throws SQLException;

    /** Says that a transaction which added something has committed. */
    void wake();
}
