package io.kikkake.server.runner;

import io.kikkake.engine.Input;
import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.state.Run;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The timers of a shard's runs and customers. */
final class Timers {

    /** @param ofRun whether the name is a run's id; else it is that of a timer of the customer's own */
    record Due(String name, boolean ofRun, long customer, Instant due) {
        Input input() {
            return ofRun ? new Input.TimerDue(name, due) : new Input.CustomerTimerDue(name, due);
        }

        /** In the order of one customer's timers. */
        boolean isBefore(Instant moment, String other) {
            int order = due.compareTo(moment);
            return order < 0 || (order == 0 && name.compareTo(other) < 0);
        }
    }

    private final Connection transaction;
    private final int shard;

    Timers(Connection transaction, int shard) {
        this.transaction = transaction;
        this.shard = shard;
    }

    /** The customer's first timer that has not fired yet, as the state has it; null where there is none. */
    static @Nullable Due first(CustomerState state, Set<Due> fired) {
        Due first = null;
        for (Run run : state.runs()) {
            Instant due = run.due();
            if (due != null && (first == null || !first.isBefore(due, run.id()))) {
                var each = new Due(run.id(), true, state.id(), due);
                first = fired.contains(each) ? first : each;
            }
        }
        for (var timer : state.memory().timers().entrySet()) {
            if (first == null || !first.isBefore(timer.getValue(), timer.getKey())) {
                var each = new Due(timer.getKey(), false, state.id(), timer.getValue());
                first = fired.contains(each) ? first : each;
            }
        }
        return first;
    }

    /** Due at or before the instant, earliest first, then by customer and name. */
    List<Due> due(Instant at, int limit) throws SQLException {
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
