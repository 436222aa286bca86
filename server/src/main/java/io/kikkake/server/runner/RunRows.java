package io.kikkake.server.runner;

import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.state.Run;
import io.kikkake.server.platform.Columns;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Keeps the table of runs, and with it the timers, in step with the states. */
final class RunRows {

    private record Row(long customer, Run run) {}

    private final Connection transaction;
    private final int shard;
    private final List<Row> upserts = new ArrayList<>();
    private final List<String> deletes = new ArrayList<>();

    RunRows(Connection transaction, int shard) {
        this.transaction = transaction;
        this.shard = shard;
    }

    void compare(CustomerState was, CustomerState is, boolean leaving) {
        Set<Run> kept = new HashSet<>(was.runs());
        Set<String> ids = new HashSet<>();
        for (Run run : is.runs()) {
            ids.add(run.id());
            if (!kept.contains(run) && !leaving) {
                upserts.add(new Row(is.id(), run));
            }
        }
        for (Run run : was.runs()) {
            if (!ids.contains(run.id())) {
                deletes.add(run.id());
            }
        }
    }

    /** The customer was merged into another, who has the runs now or will have. */
    void leave(CustomerState state) {
        Set<String> takenOver = new HashSet<>();
        upserts.forEach(row -> takenOver.add(row.run().id()));
        state.runs().stream().map(Run::id).filter(id -> !takenOver.contains(id)).forEach(deletes::add);
    }

    void write() throws SQLException {
        if (!deletes.isEmpty()) {
            try (var delete = transaction.prepareStatement("delete from run where id = any (?)")) {
                delete.setArray(1, transaction.createArrayOf("text", deletes.toArray()));
                delete.executeUpdate();
            }
        }
        if (!upserts.isEmpty()) {
            upsert();
        }
    }

    private void upsert() throws SQLException {
        var columns = new Columns<>(transaction, upserts);
        try (var upsert = transaction.prepareStatement("""
                insert into run (id, shard, customer_id, scenario, version, key, step, started_at, due)
                select id, ?, customer_id, scenario, version, key, step, started_at, due
                from unnest(?::text[], ?::bigint[], ?::text[], ?::int[], ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[])
                  as n (id, customer_id, scenario, version, key, step, started_at, due)
                on conflict (id) do update set shard = excluded.shard, customer_id = excluded.customer_id,
                  version = excluded.version, step = excluded.step, due = excluded.due""")) {
            upsert.setInt(1, shard);
            upsert.setArray(2, columns.text(row -> row.run().id()));
            upsert.setArray(3, columns.int8(Row::customer));
            upsert.setArray(4, columns.text(row -> row.run().scenario()));
            upsert.setArray(5, columns.int4(row -> row.run().version()));
            upsert.setArray(6, columns.text(row -> row.run().key()));
            upsert.setArray(7, columns.text(row -> row.run().step()));
            upsert.setArray(8, columns.instant(row -> row.run().startedAt()));
            upsert.setArray(9, columns.instant(row -> row.run().due()));
            upsert.executeUpdate();
        }
    }
}
