package io.kikkake.server.runner;

import io.kikkake.engine.Input;
import io.kikkake.server.ingest.LogEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The timers of a shard's runs and customers. */
final class Timers {

    /** @param ofRun whether the name is a run's id; else it is that of a timer of the customer's own */
    record Due(String name, boolean ofRun, long customer, Instant due) {
        Input input() {
            return ofRun ? new Input.TimerDue(name, due) : new Input.CustomerTimerDue(name, due);
        }
    }

    private static final Comparator<Due> ORDER = Comparator.comparing(Due::due)
            .thenComparing(Due::customer)
            .thenComparing(Due::name)
            .thenComparing(Due::ofRun);

    private final Connection transaction;
    private final int shard;

    Timers(Connection transaction, int shard) {
        this.transaction = transaction;
        this.shard = shard;
    }

    /**
     * Due at or before the instant, earliest first: as many as the limit, and all of those customers with whom something
     * happened, so that no event gets ahead of a timer that was due before it.
     */
    List<Due> due(Instant at, int limit, List<LogEntry> happened) throws SQLException {
        List<Due> due = due(at, limit);
        if (due.size() < limit || happened.isEmpty()) {
            return due;
        }
        var all = new TreeSet<>(ORDER);
        all.addAll(due);
        all.addAll(of(happened.stream().map(LogEntry::customer).distinct().toArray(Long[]::new), at));
        return List.copyOf(all);
    }

    private List<Due> due(Instant at, int limit) throws SQLException {
        try (var select = transaction.prepareStatement("""
                (select id, true, customer_id, due from run where shard = ? and due <= ?
                 order by due, customer_id, id limit ?)
                union all
                (select name, false, customer_id, due from timer where shard = ? and due <= ?
                 order by due, customer_id, name limit ?)
                order by 4, 3, 1 limit ?""")) {
            for (int table = 0; table < 2; table++) {
                select.setInt(3 * table + 1, shard);
                select.setObject(3 * table + 2, at.atOffset(ZoneOffset.UTC));
                select.setInt(3 * table + 3, limit);
            }
            select.setInt(7, limit);
            return read(select);
        }
    }

    private List<Due> of(Long[] customers, Instant at) throws SQLException {
        try (var select = transaction.prepareStatement("""
                select id, true, customer_id, due from run where customer_id = any (?) and shard = ? and due <= ?
                union all
                select name, false, customer_id, due from timer where customer_id = any (?) and shard = ? and due <= ?""")) {
            for (int table = 0; table < 2; table++) {
                select.setArray(3 * table + 1, transaction.createArrayOf("int8", customers));
                select.setInt(3 * table + 2, shard);
                select.setObject(3 * table + 3, at.atOffset(ZoneOffset.UTC));
            }
            return read(select);
        }
    }

    private static List<Due> read(PreparedStatement select) throws SQLException {
        var due = new ArrayList<Due>();
        try (var rows = select.executeQuery()) {
            while (rows.next()) {
                due.add(new Due(
                        rows.getString(1),
                        rows.getBoolean(2),
                        rows.getLong(3),
                        rows.getObject(4, OffsetDateTime.class).toInstant()));
            }
        }
        return due;
    }

    /** When the next one is due; null where none is set. */
    @Nullable
    Instant next() throws SQLException {
        try (var select = transaction.prepareStatement("select least((select min(due) from run where shard = ?),"
                + " (select min(due) from timer where shard = ?))")) {
            select.setInt(1, shard);
            select.setInt(2, shard);
            try (var rows = select.executeQuery()) {
                rows.next();
                OffsetDateTime due = rows.getObject(1, OffsetDateTime.class);
                return due == null ? null : due.toInstant();
            }
        }
    }
}
