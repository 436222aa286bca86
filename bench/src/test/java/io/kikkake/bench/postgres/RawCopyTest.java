package io.kikkake.bench.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RawCopyTest {

    @Test
    void rowsAreCopiedAndTheTableIsDropped() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
            String url = postgres.getJdbcUrl("postgres", "postgres");

            double rate = new RawCopy(url, 2_000).rowsPerSecond(Duration.ofMillis(500), 2);

            assertThat(rate).isPositive();
            System.out.println("raw copy: " + Math.round(rate) + " rows/s");
            try (Connection connection = postgres.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet tables = statement.executeQuery("select to_regclass('bench_raw_copy')")) {
                tables.next();
                assertThat(tables.getString(1)).isNull();
            }
        }
    }
}
