package io.kikkake.server.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.server.TestServer;
import java.io.FileOutputStream;
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

    @Test
    void what_a_start_that_failed_left_locked_is_not_in_the_way_of_the_next(@TempDir Path data) throws Exception {
        EmbeddedDatabase embedded = EmbeddedDatabase.open(data);
        Files.delete(data.resolve("postgres/epg-lock"));
        try (var left = new FileOutputStream(data.resolve("postgres/epg-lock").toFile())) {
            left.getChannel().tryLock();
            execute(embedded, "create table kept as select 7 as n");
            String pid = Files.readAllLines(data.resolve("postgres/postmaster.pid"))
                    .getFirst()
                    .strip();
            ProcessHandle.of(Long.parseLong(pid)).orElseThrow().destroyForcibly();
            TestServer.await(
                    "its end",
                    () -> ProcessHandle.of(Long.parseLong(pid))
                            .flatMap(process -> process.info().command())
                            .isEmpty());

            TestServer.await("its return", () -> isAwake(embedded));
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
