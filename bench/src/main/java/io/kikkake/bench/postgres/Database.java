package io.kikkake.bench.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** The server's database, looked at and filled behind its back. */
public final class Database implements AutoCloseable {

    /** Parts of the event log, decided independently: a customer's is its number modulo this. */
    public static final int SHARDS = 4;

    private final Connection connection;

    /** @param url JDBC, with its user */
    public Database(String url) throws SQLException {
        connection = DriverManager.getConnection(url);
    }

    public void execute(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The one number the query answers; 0 for null. */
    public long number(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    /** How many entries of the event log have been decided. */
    public long decided() throws SQLException {
        return number("select coalesce(sum(decided), 0) from runner_position");
    }

    public Connection connection() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
