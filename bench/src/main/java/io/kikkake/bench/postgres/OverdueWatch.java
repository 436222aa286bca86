package io.kikkake.bench.postgres;

import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * Watches which timers are still pending, from outside. A shard decides its timers in the order they are due, so that all
 * before the earliest pending one are done: each is as late as the look that first finds it gone, at most one look too
 * much.
 */
public final class OverdueWatch {
    private static final String EARLIEST =
            "select due from run where shard = ? and due is not null order by due limit 1";

    private final Database database;

    public OverdueWatch(Database database) {
        this.database = database;
    }

    /**
     * Looks until nothing due before {@code end} is pending.
     *
     * @param dues by shard, in order
     * @return how late each timer was, in milliseconds, in order
     */
    public double[] watch(List<Instant[]> dues, Instant end, Duration patience) throws Exception {
        int[] done = new int[dues.size()];
        double[] late = new double[dues.stream().mapToInt(shard -> shard.length).sum()];
        int known = 0;
        long deadline = System.nanoTime() + patience.toNanos();
        while (known < late.length) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException(known + " of " + late.length + " timers were decided in time");
            }
            for (int shard = 0; shard < dues.size(); shard++) {
                Instant earliest = earliest(shard, end);
                Instant seen = Instant.now();
                Instant[] all = dues.get(shard);
                while (done[shard] < all.length && all[done[shard]].isBefore(earliest)) {
                    late[known++] = Duration.between(all[done[shard]++], seen).toNanos() / 1e6;
                }
            }
            Thread.sleep(10);
        }
        Arrays.sort(late);
        return late;
    }

    private Instant earliest(int shard, Instant end) throws SQLException {
        try (var select = database.connection().prepareStatement(EARLIEST)) {
            select.setInt(1, shard);
            try (var rows = select.executeQuery()) {
                Timestamp due = rows.next() ? rows.getTimestamp(1) : null;
                return due == null ? end : due.toInstant();
            }
        }
    }
}
