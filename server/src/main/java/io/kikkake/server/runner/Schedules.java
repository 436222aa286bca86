package io.kikkake.server.runner;

import io.kikkake.engine.scenario.Trigger;
import io.kikkake.server.ingest.Shards;
import io.kikkake.server.scenario.Scenarios;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** When scenarios with a schedule send next. A moment that comes makes a batch of each shard. */
final class Schedules {

    /** The one shard that looks after all of them. */
    static final int SHARD = 0;

    private final Connection transaction;
    private final Scenarios scenarios;

    Schedules(Connection transaction, Scenarios scenarios) {
        this.transaction = transaction;
        this.scenarios = scenarios;
    }

    /** @return whether a moment came; of several that were missed only the first counts, and it counts late */
    boolean fire(Instant now, ZoneId zone) throws SQLException {
        boolean fired = false;
        try (var select = transaction.prepareStatement("select scenario, version, due from schedule where due <= ?")) {
            select.setObject(1, now.atOffset(ZoneOffset.UTC));
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    Instant due = rows.getObject(3, OffsetDateTime.class).toInstant();
                    fire(rows.getString(1), rows.getInt(2), due, now, zone);
                    fired = true;
                }
            }
        }
        return fired;
    }

    private void fire(String scenario, int version, Instant due, Instant now, ZoneId zone) throws SQLException {
        try (var insert = transaction.prepareStatement(
                "insert into batch (shard, scenario, version, kind, occasion) select s, ?, ?, 'scheduled', ?"
                        + " from generate_series(0, ? - 1) s on conflict do nothing")) {
            insert.setString(1, scenario);
            insert.setInt(2, version);
            insert.setObject(3, due.atOffset(ZoneOffset.UTC));
            insert.setInt(4, Shards.COUNT);
            insert.executeUpdate();
        }
        Instant next = scenarios
                .version(scenario, version)
                .flatMap(published -> published.scenario().trigger() instanceof Trigger.OnSchedule scheduled
                        ? scheduled.schedule().next(now, zone)
                        : java.util.Optional.<Instant>empty())
                .orElse(null);
        try (var update = transaction.prepareStatement("update schedule set due = ? where scenario = ?")) {
            update.setObject(1, next == null ? null : next.atOffset(ZoneOffset.UTC));
            update.setString(2, scenario);
            update.executeUpdate();
        }
    }

    @Nullable
    Instant next() throws SQLException {
        try (var select = transaction.prepareStatement("select min(due) from schedule");
                var rows = select.executeQuery()) {
            rows.next();
            OffsetDateTime due = rows.getObject(1, OffsetDateTime.class);
            return due == null ? null : due.toInstant();
        }
    }
}
