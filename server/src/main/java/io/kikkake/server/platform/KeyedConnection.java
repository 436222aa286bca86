package io.kikkake.server.platform;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Connections whose statements find rows by key and nothing else, so that no join reads a whole table. A plan made while a table was small, or before it was ever
 * analysed, would read all of it, thousands of times a minute; these do not plan so.
 */
public final class KeyedConnection {

    private static final String[] SCANS = {"enable_seqscan", "enable_bitmapscan", "enable_hashjoin", "enable_mergejoin"
    };

    private KeyedConnection() {}

    /** Without autocommit. Give it back by {@link #release}. */
    public static Connection open(DataSource dataSource) throws SQLException {
        Connection connection = dataSource.getConnection();
        try (var statement = connection.createStatement()) {
            connection.setAutoCommit(true);
            for (String scan : SCANS) {
                statement.execute("set " + scan + " = off");
            }
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** The next one to have it plans as usual. */
    public static void release(Connection connection) throws SQLException {
        try (connection;
                var statement = connection.createStatement()) {
            connection.rollback();
            connection.setAutoCommit(true);
            for (String scan : SCANS) {
                statement.execute("reset " + scan);
            }
        }
    }
}
