package io.kikkake.server.runner;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;

/** Inputs that could not be decided, kept for a person to look at. */
final class DeadLetters {

    private DeadLetters() {}

    static void add(Connection transaction, int shard, long seq, long customer, String error, Instant at)
            throws SQLException {
        try (var insert = transaction.prepareStatement(
                "insert into dead_letter (shard, seq, customer_id, error, at) values (?, ?, ?, ?, ?::timestamptz)")) {
            insert.setInt(1, shard);
            insert.setLong(2, seq);
            insert.setLong(3, customer);
            insert.setString(4, error);
            insert.setString(5, at.toString());
            insert.executeUpdate();
        }
    }
}
