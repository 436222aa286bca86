package io.kikkake.server;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A real database for a test class, migrated and empty: one PostgreSQL per JVM, each database a clone of one template, which
 * takes some 50 ms.
 *
 * <pre>{@code
 * static final TestDatabase database = TestDatabase.create();
 *
 * @AfterAll
 * static void close() {
 *     database.close();
 * }
 * }</pre>
 */
public final class TestDatabase implements AutoCloseable {

    private static final String TEMPLATE = "kikkake_template";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final @Nullable String name;
    private final String url;
    private final HikariDataSource pool = new HikariDataSource();

    private TestDatabase(@Nullable String name, String url) {
        this.name = name;
        this.url = url;
        pool.setJdbcUrl(url);
        pool.setUsername(user());
        pool.setMaximumPoolSize(12);
        pool.setMinimumIdle(1);
    }

    public static TestDatabase create() {
        String name = "test_" + COUNT.incrementAndGet();
        administer("create database " + name + " template " + TEMPLATE);
        return new TestDatabase(name, Server.url(name));
    }

    /** One of a PostgreSQL that the test itself started; it stays. */
    public static TestDatabase at(String url) {
        return new TestDatabase(null, url);
    }

    public String url() {
        return url;
    }

    public String user() {
        return "postgres";
    }

    public DataSource dataSource() {
        return pool;
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(pool);
    }

    /** Empties tables and starts their identities anew. */
    public void empty(String... tables) {
        jdbc().sql("truncate " + String.join(", ", tables) + " restart identity")
                .update();
    }

    @Override
    public void close() {
        pool.close();
        if (name != null) {
            administer("drop database " + name + " with (force)");
        }
    }

    private static synchronized void administer(String sql) {
        try (Connection connection = DriverManager.getConnection(Server.url("postgres"), "postgres", "");
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The PostgreSQL of this JVM, started when first asked for, gone with the JVM. */
    private static final class Server {

        private static final EmbeddedPostgres POSTGRES = start();

        static String url(String database) {
            return "jdbc:postgresql://localhost:" + POSTGRES.getPort() + "/" + database;
        }

        @SuppressWarnings("resource") // its own shutdown hook stops it
        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .setServerConfig("full_page_writes", "off")
                        .setServerConfig("max_connections", "100")
                        .setServerConfig("shared_buffers", "64MB")
                        .setServerConfig("jit", "off")
                        .start();
                try (Connection connection = postgres.getPostgresDatabase().getConnection();
                        var statement = connection.createStatement()) {
                    statement.execute("create database " + TEMPLATE);
                }
                Flyway.configure()
                        .dataSource(
                                "jdbc:postgresql://localhost:" + postgres.getPort() + "/" + TEMPLATE, "postgres", "")
                        .load()
                        .migrate();
                return postgres;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
