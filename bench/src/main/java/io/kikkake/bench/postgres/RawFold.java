package io.kikkake.bench.postgres;

import io.kikkake.bench.load.Crew;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The raw limit of a runner on this database: two workers read the event log in batches, fold each into a row of its
 * customer, upsert those and move their cursor, one commit a batch. No rules, no traces, no timers.
 */
public final class RawFold {
    private static final int WORKERS = 2;
    private static final int BATCH = 2_000;
    private static final String[] PREPARE = {
        "drop table if exists bench_fold, bench_cursor",
        "create table bench_fold (customer_id bigint primary key, n bigint not null, state bytea not null)"
                + " with (fillfactor = 80)",
        "insert into bench_fold select customer_id, 0, state from customer_state",
        "create table bench_cursor (shard smallint primary key, seq bigint not null)",
        "insert into bench_cursor select shard, 0 from runner_position",
        "analyze bench_fold",
        "checkpoint"
    };

    private final String url;

    public RawFold(String url) {
        this.url = url;
    }

    /** Folds what is in the log, at most so many events, and answers events per second. */
    public double eventsPerSecond(long atMost) throws Exception {
        try (var database = new Database(url)) {
            database.execute(PREPARE);
        }
        AtomicLong folded = new AtomicLong();
        long start = System.nanoTime();
        Crew.run(WORKERS, worker -> {
            try (Connection connection = DriverManager.getConnection(url)) {
                try (var statement = connection.createStatement()) {
                    statement.execute(
                            "set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off");
                }
                connection.setAutoCommit(false);
                for (int shard = worker; shard < Database.SHARDS; shard += WORKERS) {
                    int batch = BATCH;
                    while (batch == BATCH && folded.get() < atMost) {
                        batch = fold(connection, shard);
                        folded.addAndGet(batch);
                    }
                }
            }
        });
        double perSecond = folded.get() / ((System.nanoTime() - start) / 1e9);
        try (var database = new Database(url)) {
            database.execute("drop table bench_fold, bench_cursor");
        }
        return perSecond;
    }

    private static int fold(Connection connection, int shard) throws SQLException {
        Map<Long, Long> counts = new HashMap<>();
        int events = 0;
        long last = 0;
        try (var select = connection.prepareStatement("select seq, customer_id, properties::text from event"
                + " where shard = ? and seq > (select seq from bench_cursor where shard = ?) order by seq limit "
                + BATCH)) {
            select.setInt(1, shard);
            select.setInt(2, shard);
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    last = rows.getLong(1);
                    events += rows.getString(3).isEmpty() ? 0 : 1;
                    counts.merge(rows.getLong(2), 1L, Long::sum);
                }
            }
        }
        if (events > 0) {
            write(connection, shard, counts, last);
        }
        connection.commit();
        return events;
    }

    private static void write(Connection connection, int shard, Map<Long, Long> counts, long last) throws SQLException {
        try (var upsert = connection.prepareStatement("insert into bench_fold as f (customer_id, n, state)"
                + " select id, n, '' from unnest(?::bigint[], ?::bigint[]) as u (id, n)"
                + " on conflict (customer_id) do update set n = f.n + excluded.n")) {
            upsert.setArray(1, connection.createArrayOf("int8", counts.keySet().toArray()));
            upsert.setArray(2, connection.createArrayOf("int8", counts.values().toArray()));
            upsert.executeUpdate();
        }
        try (var update = connection.prepareStatement("update bench_cursor set seq = ? where shard = ?")) {
            update.setLong(1, last);
            update.setInt(2, shard);
            update.executeUpdate();
        }
    }
}
