package io.kikkake.bench.postgres;

import io.kikkake.bench.load.Crew;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.postgresql.PGConnection;

/**
 * The raw limit of the database: COPY of rows shaped like the event log's into a plain logged table of the same columns,
 * without index, one commit a batch. The table is dropped afterwards.
 */
public final class RawCopy {
    private static final String TABLE = "bench_raw_copy";
    private static final String CREATE = "create table " + TABLE
            + " (seq bigint not null, shard smallint not null, customer_id bigint not null, kind smallint not null,"
            + " historical boolean not null, name text not null, ts timestamptz not null,"
            + " received_at timestamptz not null, message_id text, properties jsonb, context jsonb)";
    private static final String DROP = "drop table if exists " + TABLE;
    private static final int DIFFERENT_BATCHES = 10;

    private final String url;
    private final int rows;
    private final List<byte[]> batches = new ArrayList<>();

    /** @param rows in one batch */
    public RawCopy(String url, int rows) {
        this.url = url;
        this.rows = rows;
        for (int batch = 0; batch < DIFFERENT_BATCHES; batch++) {
            batches.add(batch(batch * rows));
        }
    }

    /** Copies for that long, after a second of warm-up, and answers rows committed per second. */
    public double rowsPerSecond(Duration duration, int connections) throws Exception {
        execute(DROP, CREATE);
        try {
            copy(Duration.ofSeconds(1), connections);
            return copy(duration, connections);
        } finally {
            execute(DROP);
        }
    }

    private double copy(Duration duration, int connections) throws Exception {
        AtomicLong copied = new AtomicLong();
        long start = System.nanoTime();
        long end = start + duration.toNanos();
        Crew.run(connections, member -> {
            try (Connection connection = DriverManager.getConnection(url)) {
                PGConnection postgres = connection.unwrap(PGConnection.class);
                for (int i = member; System.nanoTime() - end < 0; i++) {
                    byte[] batch = batches.get(i % DIFFERENT_BATCHES);
                    copied.addAndGet(postgres.getCopyAPI()
                            .copyIn("copy " + TABLE + " from stdin", new ByteArrayInputStream(batch)));
                }
            }
        });
        return copied.get() / ((System.nanoTime() - start) / 1e9);
    }

    private void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private byte[] batch(int first) {
        StringBuilder text = new StringBuilder(rows * 400);
        for (int row = first; row < first + rows; row++) {
            int product = 100 + row % 200;
            text.append(row)
                    .append('\t')
                    .append(row % 16)
                    .append('\t')
                    .append(row * 7919L % 20_000)
                    .append(
                            "\t1\tf\tProduct Viewed\t2026-01-15 03:00:00.123+00\t2026-01-15 03:00:00.125+00\tingest-0-0-")
                    .append(1_000_000_000L + row)
                    .append("\t{\"product_id\":\"P-")
                    .append(product)
                    .append("\",\"category\":\"食器\",\"price\":")
                    .append(product * 12)
                    .append(",\"currency\":\"JPY\",\"name\":\"有田焼の湯のみ\"}\t{\"page\":{\"path\":\"/products/P-")
                    .append(product)
                    .append("\"},\"locale\":\"ja-JP\",\"timezone\":\"Asia/Tokyo\"}\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
