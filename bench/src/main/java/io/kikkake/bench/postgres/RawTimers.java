package io.kikkake.bench.postgres;

import io.kikkake.bench.load.Crew;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The raw limit of timers on this database: two workers take the earliest of a shard, set each to a later time and write
 * its customer's state anew, one commit a batch. Nothing is decided.
 */
public final class RawTimers {
    private static final int WORKERS = 2;
    private static final int BATCH = 2_000;
    private static final String MOVE = "with due as (select id from run where shard = ? and due is not null"
            + " order by due limit " + BATCH + "),"
            + " moved as (update run set due = due + interval '1 year', step = 'second' from due"
            + " where run.id = due.id returning run.customer_id)"
            + " update customer_state s set state = s.state from (select distinct customer_id from moved) m"
            + " where s.customer_id = m.customer_id";

    private final String url;

    public RawTimers(String url) {
        this.url = url;
    }

    public double timersPerSecond(Duration duration) throws Exception {
        AtomicLong moved = new AtomicLong();
        long start = System.nanoTime();
        long end = start + duration.toNanos();
        Crew.run(WORKERS, worker -> {
            try (Connection connection = DriverManager.getConnection(url);
                    var settings = connection.createStatement()) {
                settings.execute("set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off");
                try (var move = connection.prepareStatement(MOVE)) {
                    for (int shard = worker; System.nanoTime() - end < 0; shard = (shard + WORKERS) % Database.SHARDS) {
                        move.setInt(1, shard);
                        move.executeUpdate();
                        moved.addAndGet(BATCH);
                    }
                }
            }
        });
        return moved.get() / ((System.nanoTime() - start) / 1e9);
    }
}
