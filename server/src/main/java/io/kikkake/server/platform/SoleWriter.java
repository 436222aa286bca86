package io.kikkake.server.platform;

import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to be the one process that writes to this database, held as a session lock as long as the process lives.
 *
 * <p>It lets ids be given out in memory and lets a start know that whatever was half done is nobody's any more. A second
 * process waits, and takes over when the first is gone.
 */
public final class SoleWriter implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SoleWriter.class);
    private static final long LOCK = 0x6b696b6b616b65L; // "kikkake"

    private final Connection connection;

    private SoleWriter(Connection connection) {
        this.connection = connection;
    }

    /** Opens a connection. */
    interface Opening {
        Connection open() throws SQLException;
    }

    static SoleWriter acquire(Opening opening) {
        try {
            Connection connection = opening.open();
            try (var statement = connection.createStatement()) {
                try (var rows = statement.executeQuery("select pg_try_advisory_lock(" + LOCK + ")")) {
                    rows.next();
                    if (rows.getBoolean(1)) {
                        return new SoleWriter(connection);
                    }
                }
                log.warn("Another Kikkake works on this database. Waiting as a stand-by until it stops.");
                statement.execute("select pg_advisory_lock(" + LOCK + ")");
                return new SoleWriter(connection);
            }
        } catch (SQLException e) {
            throw new StartupFailed("The database does not answer: " + e.getMessage()
                    + ". Check KIKKAKE_DATABASE_URL, KIKKAKE_DATABASE_USER and KIKKAKE_DATABASE_PASSWORD.");
        }
    }

    /** Whether the lock is still ours; a lost connection has lost it. */
    public boolean held() {
        try {
            return connection.isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
