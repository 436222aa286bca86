package io.kikkake.server.platform;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The session lock that makes a process the writer, on the connection that has it.
 *
 * <p>The writer's other sessions share a second lock, and who becomes the writer first waits until none of them is left. So what
 * a former writer had begun is either committed or undone before a new one reads anything.
 */
final class WriteLock implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WriteLock.class);
    private static final long WRITER = 0x6b696b6b616b65L; // "kikkake"
    private static final long SESSIONS = WRITER + 1;
    private static final int PATIENCE_SECONDS = 5;

    private static final String HOLDERS = """
            select a.pid, (extract(epoch from a.backend_start) * 1000000)::bigint
            from pg_locks l join pg_stat_activity a on a.pid = l.pid
            where l.locktype = 'advisory' and l.granted and a.pid <> pg_backend_pid()
              and l.database = (select oid from pg_database where datname = current_database())
              and l.classid = (?::bigint >> 32)::oid and l.objid = (?::bigint & 4294967295)::oid and l.objsubid = 1""";

    /** A session of PostgreSQL; a process number alone is used again after a restart. @param began microseconds */
    record Session(int pid, long began) {}

    private final Connection connection;
    private final Session session;

    private WriteLock(Connection connection, Session session) {
        this.connection = connection;
        this.session = session;
    }

    /** Takes the lock if nobody has it. The connection is then the lock's; else it stays the caller's. */
    static Optional<WriteLock> tryTake(Connection connection) throws SQLException {
        return ask(connection, "select pg_try_advisory_lock(?)", WRITER)
                ? Optional.of(taken(connection))
                : Optional.empty();
    }

    /** Takes the lock, however long that lasts. */
    static WriteLock take(Connection connection) throws SQLException {
        execute(connection, "select pg_advisory_lock(?)", WRITER);
        return taken(connection);
    }

    private static WriteLock taken(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(HOLDERS)) {
            statement.setLong(1, SESSIONS);
            statement.setLong(2, SESSIONS);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    end(connection, new Session(rows.getInt(1), rows.getLong(2)));
                }
            }
        }
        execute(connection, "select pg_advisory_lock(?)", SESSIONS);
        execute(connection, "select pg_advisory_unlock(?)", SESSIONS);
        return new WriteLock(connection, self(connection));
    }

    private static Session self(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select pid, (extract(epoch from backend_start) * 1000000)::bigint"
                        + " from pg_stat_activity where pid = pg_backend_pid()")) {
            rows.next();
            return new Session(rows.getInt(1), rows.getLong(2));
        }
    }

    Session session() {
        return session;
    }

    /** Whose session has the lock now, this connection's own left out. */
    static Optional<Session> holder(Connection connection) throws SQLException {
        try (var statement = connection.prepareStatement(HOLDERS)) {
            statement.setLong(1, WRITER);
            statement.setLong(2, WRITER);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(new Session(rows.getInt(1), rows.getLong(2))) : Optional.empty();
            }
        }
    }

    /** Ends somebody's session. Where the role may not, it ends by itself, when PostgreSQL notices that nobody is there. */
    static void end(Connection connection, Session session) {
        try (var statement =
                connection.prepareStatement("select pg_terminate_backend(pid) from pg_stat_activity where pid = ?"
                        + " and (extract(epoch from backend_start) * 1000000)::bigint = ?")) {
            statement.setInt(1, session.pid());
            statement.setLong(2, session.began());
            statement.execute();
        } catch (SQLException e) {
            log.warn("A session of the process that wrote before is waited for: {}", e.getMessage());
        }
    }

    /**
     * Makes a new connection one of the writer's sessions, as long as it is open.
     *
     * @throws SQLException where the lock is not this one's any more
     */
    void cover(Connection other) throws SQLException {
        // In this order: from when it shares the lock, nobody else can have become the writer unnoticed.
        boolean shared = ask(other, "select pg_try_advisory_lock_shared(?)", SESSIONS);
        if (!shared || !holder(other).equals(Optional.of(session))) {
            throw new java.sql.SQLTransientConnectionException("This process may not write to the database just now");
        }
    }

    /**
     * Waits up to some time for the connection to break.
     *
     * @return whether it is still there, and the lock with it
     */
    boolean stays(int millis) {
        try {
            // Reading notices an end at once, which asking every second does not.
            connection.unwrap(PGConnection.class).getNotifications(millis);
            return connection.isValid(PATIENCE_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    /** A text by a query without parameters; null where there is none. */
    @Nullable
    String ask(String query) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    void execute(String sql, String parameter) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            statement.setString(1, parameter);
            statement.execute();
        }
    }

    private static boolean ask(Connection connection, String sql, long key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, key);
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    private static void execute(Connection connection, String sql, long key) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, key);
            statement.execute();
        }
    }

    /** Without a word to the database, which may not be there. */
    void abandon() {
        try {
            connection.abort(Runnable::run);
        } catch (SQLException e) {
            log.debug("The lock's connection was gone already", e);
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
