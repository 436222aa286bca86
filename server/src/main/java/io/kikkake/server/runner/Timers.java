package io.kikkake.server.runner;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The timers of a shard's runs. */
final class Timers {

    record Due(String run, long customer, Instant due) {}

    private final Connection transaction;
    private final int shard;

    Timers(Connection transaction, int shard) {
        this.transaction = transaction;
        this.shard = shard;
    }

    /** Due at or before the instant, earliest first. */
    List<Due> due(Instant at, int limit) throws SQLException {
        try (var select = transaction.prepareStatement(
                "select id, customer_id, due from run where shard = ? and due <= ? order by due, id limit ?")) {
            select.setInt(1, shard);
            select.setObject(2, at.atOffset(ZoneOffset.UTC));
            select.setInt(3, limit);
            var due = new ArrayList<Due>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    due.add(new Due(
                            rows.getString(1),
                            rows.getLong(2),
                            rows.getObject(3, OffsetDateTime.class).toInstant()));
                }
            }
            return due;
        }
    }

    /** When the next one is due; null where none is set. */
    @Nullable
    Instant next() throws SQLException {
        try (var select = transaction.prepareStatement("select min(due) from run where shard = ?")) {
            select.setInt(1, shard);
            try (var rows = select.executeQuery()) {
                rows.next();
                OffsetDateTime due = rows.getObject(1, OffsetDateTime.class);
                return due == null ? null : due.toInstant();
            }
        }
    }
}
