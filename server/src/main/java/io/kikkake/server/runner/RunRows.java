package io.kikkake.server.runner;

import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.state.Run;
import io.kikkake.server.platform.Columns;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** Keeps the table of runs, and with it the timers, in step with the states. */
final class RunRows {

    private record Row(long customer, Run run) {}

    private final Connection transaction;
    private final int shard;
    private final List<Row> inserts = new ArrayList<>();
    private final List<Row> updates = new ArrayList<>();
    private final List<Row> deletes = new ArrayList<>();

    RunRows(Connection transaction, int shard) {
        this.transaction = transaction;
        this.shard = shard;
    }

    void compare(CustomerState was, CustomerState is, boolean leaving) {
        var before = new HashMap<String, Run>();
        was.runs().forEach(run -> before.put(run.id(), run));
        for (Run run : is.runs()) {
            Run known = before.remove(run.id());
            if (!run.equals(known) && !leaving) {
                (known == null ? inserts : updates).add(new Row(is.id(), run));
            }
        }
        before.values().forEach(run -> deletes.add(new Row(is.id(), run)));
    }

    /** The customer was merged into another, who has the runs now or will have. */
    void leave(CustomerState state) {
        state.runs().forEach(run -> deletes.add(new Row(state.id(), run)));
    }

    void write() throws SQLException {
        if (!deletes.isEmpty()) {
            var columns = new Columns<>(transaction, deletes);
            try (var delete = transaction.prepareStatement("""
                    delete from run r using unnest(?::bigint[], ?::text[]) as n (customer_id, id)
                    where r.customer_id = n.customer_id and r.id = n.id""")) {
                delete.setArray(1, columns.int8(Row::customer));
                delete.setArray(2, columns.text(row -> row.run().id()));
                delete.executeUpdate();
            }
        }
        if (!updates.isEmpty() && update() < updates.size()) {
            // customer_state is what counts: a row that was missing is made
            inserts.addAll(updates);
        }
        if (!inserts.isEmpty()) {
            insert();
        }
    }

    /** Most runs only go on to another step: an upsert would look for each and lock it first. */
    private int update() throws SQLException {
        var columns = new Columns<>(transaction, updates);
        try (var update = transaction.prepareStatement("""
                update run r set shard = ?, version = n.version, step = n.step, due = n.due
                from unnest(?::bigint[], ?::text[], ?::int[], ?::text[], ?::timestamptz[])
                  as n (customer_id, id, version, step, due)
                where r.customer_id = n.customer_id and r.id = n.id""")) {
            update.setInt(1, shard);
            update.setArray(2, columns.int8(Row::customer));
            update.setArray(3, columns.text(row -> row.run().id()));
            update.setArray(4, columns.int4(row -> row.run().version()));
            update.setArray(5, columns.text(row -> row.run().step()));
            update.setArray(6, columns.instant(row -> row.run().due()));
            return update.executeUpdate();
        }
    }

    private void insert() throws SQLException {
        var columns = new Columns<>(transaction, inserts);
        try (var upsert = transaction.prepareStatement("""
                insert into run (id, shard, customer_id, scenario, version, key, step, started_at, due)
                select id, ?, customer_id, scenario, version, key, step, started_at, due
                from unnest(?::text[], ?::bigint[], ?::text[], ?::int[], ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[])
                  as n (id, customer_id, scenario, version, key, step, started_at, due)
                on conflict (customer_id, id) do update
                set shard = excluded.shard, version = excluded.version, step = excluded.step, due = excluded.due""")) {
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
