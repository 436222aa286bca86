package io.kikkake.server.runner;

import io.kikkake.engine.state.CustomerState;
import io.kikkake.server.platform.Columns;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Keeps the table of customers' own timers in step with the states. */
final class TimerRows {

    private record Row(long customer, String name, Instant due) {}

    private final Connection transaction;
    private final int shard;
    private final List<Row> upserts = new ArrayList<>();
    private final List<Row> deletes = new ArrayList<>();

    TimerRows(Connection transaction, int shard) {
        this.transaction = transaction;
        this.shard = shard;
    }

    /** @param leaving merged into another customer, who has the timers now or will have */
    void compare(CustomerState was, CustomerState is, boolean leaving) {
        Map<String, Instant> before = was.memory().timers();
        Map<String, Instant> after = leaving ? Map.of() : is.memory().timers();
        after.forEach((name, due) -> {
            if (!due.equals(before.get(name))) {
                upserts.add(new Row(is.id(), name, due));
            }
        });
        before.forEach((name, due) -> {
            if (!after.containsKey(name)) {
                deletes.add(new Row(is.id(), name, due));
            }
        });
    }

    void write() throws SQLException {
        if (!deletes.isEmpty()) {
            var columns = new Columns<>(transaction, deletes);
            try (var delete = transaction.prepareStatement("""
                    delete from timer t using unnest(?::bigint[], ?::text[]) as n (customer_id, name)
                    where t.customer_id = n.customer_id and t.name = n.name""")) {
                delete.setArray(1, columns.int8(Row::customer));
                delete.setArray(2, columns.text(Row::name));
                delete.executeUpdate();
            }
        }
        if (!upserts.isEmpty()) {
            var columns = new Columns<>(transaction, upserts);
            try (var upsert = transaction.prepareStatement("""
                    insert into timer (customer_id, name, shard, due)
                    select customer_id, name, ?, due
                    from unnest(?::bigint[], ?::text[], ?::timestamptz[]) as n (customer_id, name, due)
                    on conflict (customer_id, name) do update set shard = excluded.shard, due = excluded.due""")) {
                upsert.setInt(1, shard);
                upsert.setArray(2, columns.int8(Row::customer));
                upsert.setArray(3, columns.text(Row::name));
                upsert.setArray(4, columns.instant(Row::due));
                upsert.executeUpdate();
            }
        }
    }
}
