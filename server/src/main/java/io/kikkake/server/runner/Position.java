package io.kikkake.server.runner;

import java.sql.Connection;
import java.sql.SQLException;

/** How far a shard has read the event log, moved in the transaction that decides what it read. */
final class Position {

    private final Connection transaction;
    private final int shard;
    private final long seq;

    Position(Connection transaction, int shard) throws SQLException {
        this.transaction = transaction;
        this.shard = shard;
        try (var select = transaction.prepareStatement("select seq from runner_position where shard = ?")) {
            select.setInt(1, shard);
            try (var rows = select.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException("Shard " + shard + " has no position");
                }
                seq = rows.getLong(1);
            }
        }
    }

    long seq() {
        return seq;
    }

    void advance(long to, int decided) throws SQLException {
        try (var update = transaction.prepareStatement(
                "update runner_position set seq = ?, decided = decided + ? where shard = ? and seq = ?")) {
            update.setLong(1, to);
            update.setInt(2, decided);
            update.setInt(3, shard);
            update.setLong(4, seq);
            if (update.executeUpdate() != 1) {
                throw new IllegalStateException("Shard " + shard + " was moved by somebody else");
            }
        }
    }
}
