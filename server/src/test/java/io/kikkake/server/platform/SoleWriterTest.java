package io.kikkake.server.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kikkake.server.TestDatabase;
import io.kikkake.server.TestServer;
import io.kikkake.server.platform.SoleWriter.Again;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two processes and one database. */
class SoleWriterTest {

    private final TestDatabase database = TestDatabase.create();
    private volatile boolean reachable = true;

    @AfterEach
    void close() {
        database.close();
    }

    private SoleWriter process() throws SQLException {
        SoleWriter writer = SoleWriter.acquire(this::open);
        writer.sign();
        return writer;
    }

    private Connection open() throws SQLException {
        if (!reachable) {
            throw new SQLException("unreachable");
        }
        return DriverManager.getConnection(database.url(), database.user(), "");
    }

    /** As a network does, or an administrator: only the connection that has the lock. */
    private void cutTheLock() {
        database.jdbc()
                .sql(
                        "select pg_terminate_backend(pid, 5000) from pg_locks where locktype = 'advisory' and mode ="
                                + " 'ExclusiveLock' and database = (select oid from pg_database where datname = current_database())")
                .query(Boolean.class)
                .single();
    }

    private static void write(Connection session, String name) throws SQLException {
        try (var insert = session.createStatement()) {
            insert.execute("insert into setting (name, value) values ('" + name + "', '1')");
        }
    }

    private boolean written(String name) {
        return database.jdbc()
                .sql("select exists (select from setting where name = ?)")
                .param(name)
                .query(Boolean.class)
                .single();
    }

    @Test
    void who_lost_the_connection_goes_on_where_nobody_else_wrote() throws SQLException {
        try (SoleWriter writer = process()) {
            cutTheLock();
            assertThat(writer.stays(10)).isFalse();
            writer.lose();
            assertThat(writer.held()).isFalse();

            assertThat(writer.tryAgain()).isEqualTo(new Again.Held());

            assertThat(writer.held()).isTrue();
            assertThat(writer.stays(10)).isTrue();
            try (Connection session = writer.session()) {
                write(session, "again");
            }
            assertThat(written("again")).isTrue();
        }
    }

    @Test
    void who_lost_it_to_another_never_writes_again() throws SQLException {
        try (SoleWriter first = process()) {
            cutTheLock();
            first.lose();
            try (SoleWriter second = process()) {
                assertThat(second.held()).isTrue();
                assertThat(first.tryAgain()).isInstanceOf(Again.Never.class);
            }
            // The second is gone, and what it wrote is not in the first one's memory.
            assertThat(first.tryAgain()).isInstanceOf(Again.Never.class);
            assertThat(first.held()).isFalse();
        }
    }

    @Test
    void nothing_the_former_writer_had_begun_is_committed_after_another_took_over() throws SQLException {
        try (SoleWriter first = process();
                Connection session = first.session()) {
            session.setAutoCommit(false);
            write(session, "late");
            cutTheLock();

            try (SoleWriter second = process()) {
                assertThat(second.held()).isTrue();
                assertThatThrownBy(session::commit).isInstanceOf(SQLException.class);
                assertThat(written("late")).isFalse();
            }
        }
    }

    @Test
    void who_has_not_noticed_the_loss_yet_gets_no_new_connection() throws SQLException {
        try (SoleWriter first = process()) {
            cutTheLock();
            assertThatThrownBy(first::session).hasMessageContaining("may not write");
            try (SoleWriter second = process();
                    Connection session = second.session()) {
                assertThatThrownBy(first::session).hasMessageContaining("may not write");
                write(session, "second");
            }
            assertThat(written("second")).isTrue();
        }
    }

    @Test
    void what_is_under_way_is_cut_off_when_the_right_is_lost() throws SQLException {
        try (SoleWriter writer = process();
                WritersPool pool = new WritersPool(writer)) {
            Connection session = pool.getConnection();
            session.setAutoCommit(false);
            write(session, "begun");

            writer.lose();
            pool.drop();

            assertThatThrownBy(session::commit).isInstanceOf(SQLException.class);
            assertThatThrownBy(pool::getConnection).hasMessageContaining("away");
            assertThat(writer.tryAgain()).isEqualTo(new Again.Held());
            try (Connection next = pool.getConnection()) {
                write(next, "next");
            }
            assertThat(written("begun")).isFalse();
            assertThat(written("next")).isTrue();
        }
    }

    @Test
    void the_watch_waits_for_the_database_and_ends_the_process_where_another_one_writes() throws SQLException {
        List<String> ended = new CopyOnWriteArrayList<>();
        var again = new AtomicInteger();
        SoleWriter first = process();
        try (WritersPool pool = new WritersPool(first)) {
            var watch = new SoleWriterWatch(first, pool, again::incrementAndGet, ended::add);
            watch.start();
            reachable = false;
            cutTheLock();
            TestServer.await("the loss to be noticed", () -> !first.held());
            reachable = true;
            TestServer.await("the way back", () -> first.held() && again.get() == 1);
            assertThat(ended).isEmpty();

            reachable = false;
            cutTheLock();
            TestServer.await("the loss to be noticed", () -> !first.held());
            try (Connection other = DriverManager.getConnection(database.url(), database.user(), "");
                    SoleWriter second = SoleWriter.acquire(() -> other)) {
                reachable = true;
                TestServer.await("the end", () -> !ended.isEmpty());
                assertThat(second.held()).isTrue();
            }
            assertThat(ended).containsExactly("Another process has the right to write.");
            assertThat(first.held()).isFalse();
            watch.stop();
        }
    }
}
