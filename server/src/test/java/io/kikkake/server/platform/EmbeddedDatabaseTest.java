package io.kikkake.server.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.server.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedDatabaseTest {

    @Test
    void one_that_was_killed_is_started_again_at_the_same_address_with_what_was_committed(@TempDir Path data)
            throws Exception {
        EmbeddedDatabase embedded = EmbeddedDatabase.open(data);
        try {
            String url = embedded.url();
            execute(embedded, "create table kept as select 7 as n");
            String pid = Files.readAllLines(data.resolve("postgres/postmaster.pid"))
                    .getFirst()
                    .strip();
            ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
            postmaster.destroyForcibly();
            TestServer.await("its end", () -> postmaster.info().command().isEmpty());

            TestServer.await("its return", () -> isAwake(embedded));

            assertThat(embedded.url()).isEqualTo(url);
            execute(embedded, "insert into kept values (8)");
        } finally {
            embedded.close();
        }
    }

    /** The rest of the old one may be in the way for a moment. */
    private static boolean isAwake(EmbeddedDatabase embedded) {
        try {
            embedded.awake();
            execute(embedded, "select n from kept");
            return true;
        } catch (StartupFailed | SQLException e) {
            return false;
        }
    }

    private static void execute(EmbeddedDatabase embedded, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(embedded.url(), embedded.user(), "");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
