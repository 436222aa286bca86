package io.kikkake.bench.postgres;

import io.kikkake.bench.load.Crew;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The raw limit of timers on this database: two workers take the earliest that are due of a shard, set each to a later time
 * and write its customer's state anew, one commit a batch. Nothing is decided.
 */
public final class RawTimers {
    private static final int WORKERS = 2;
    private static final int BATCH = 2_000;
    private static final String MOVE = "with due as (select customer_id, id from run where shard = ? and due <= now()"
            + " order by due, customer_id limit " + BATCH + "),"
            + " moved as (update run set due = run.due + interval '1 year', step = 'second' from due"
            + " where run.customer_id = due.customer_id and run.id = due.id returning run.customer_id),"
            + " written as (update customer_state s set state = s.state from (select distinct customer_id from moved) m"
            + " where s.customer_id = m.customer_id)"
            + " select count(*) from moved";

    private final String url;
    private final int firstShard;

    /** @param firstShard of {@link Database#SHARDS} in a row that nobody else takes timers of */
    public RawTimers(String url, int firstShard) {
        this.url = url;
        this.firstShard = firstShard;
    }

    /** Measures for that long, or until nothing is due any more. */
    public double timersPerSecond(Duration duration) throws Exception {
        AtomicLong moved = new AtomicLong();
        long start = System.nanoTime();
        long end = start + duration.toNanos();
        Crew.run(WORKERS, worker -> {
            try (Connection connection = DriverManager.getConnection(url);
                    var settings = connection.createStatement()) {
                settings.execute("set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off");
                for (int shard = worker; shard < Database.SHARDS; shard += WORKERS) {
                    while (System.nanoTime() - end < 0) {
                        long batch = move(connection, firstShard + shard);
                        if (batch == 0) {
                            break;
                        }
                        moved.addAndGet(batch);
                    }
                }
            }
        });
        return moved.get() / ((System.nanoTime() - start) / 1e9);
    }

    private static long move(Connection connection, int shard) throws SQLException {
        try (var move = connection.prepareStatement(MOVE)) {
            move.setInt(1, shard);
            try (var rows = move.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }
}
