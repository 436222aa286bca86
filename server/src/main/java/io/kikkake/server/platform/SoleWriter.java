package io.kikkake.server.platform;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to be the one process that writes to this database, held as a session lock.
 *
 * <p>It lets ids be given out in memory and lets a start know that whatever was half done is nobody's any more. A second
 * process waits, and takes over when the first is gone. A process that loses the right with its connection neither writes nor
 * sends until it has it again, which it may only have where nobody else wrote meanwhile.
 */
public final class SoleWriter implements RightToWrite, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SoleWriter.class);

    /** Changes where a replica or a backup takes the database's place: there, the last commits may be missing. */
    private static final String COPY =
            "select system_identifier || '/' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)"
                    + " from pg_control_system()";

    private static final String WHO = "select value #>> '{}' from setting where name = 'writer'";
    private static final String SIGN = "insert into setting (name, value) values ('writer', to_jsonb(?::text))"
            + " on conflict (name) do update set value = excluded.value";

    /** Opens a connection. */
    interface Opening {
        Connection open() throws SQLException;
    }

    /** What came of trying to have the right again. */
    sealed interface Again {

        record Held() implements Again {}

        /** Perhaps later. */
        record NotYet(String why) implements Again {}

        /** What this process has in memory is not true any more: only a new one may write. */
        record Never(String why) implements Again {}
    }

    private final Opening opening;
    private final String process = UUID.randomUUID().toString();
    private final List<Connection> sessions = new ArrayList<>();
    private @Nullable String copy;
    private volatile WriteLock lock;
    private volatile boolean held = true;
    private boolean closed;

    private SoleWriter(Opening opening, WriteLock lock) {
        this.opening = opening;
        this.lock = lock;
        copy = copy(lock);
    }

    /** Null where the database does not tell, as some that are rented do not. */
    private static @Nullable String copy(WriteLock lock) {
        try {
            return lock.ask(COPY);
        } catch (SQLException e) {
            log.debug("Which copy of the database this is cannot be told", e);
            return null;
        }
    }

    static SoleWriter acquire(Opening opening) {
        try {
            Connection connection = opening.open();
            WriteLock lock = WriteLock.tryTake(connection).orElse(null);
            if (lock == null) {
                log.warn("Another Kikkake works on this database. Waiting as a stand-by until it stops.");
                lock = WriteLock.take(connection);
            }
            return new SoleWriter(opening, lock);
        } catch (SQLException e) {
            throw new StartupFailed("The database does not answer: " + e.getMessage()
                    + ". Check KIKKAKE_DATABASE_URL, KIKKAKE_DATABASE_USER and KIKKAKE_DATABASE_PASSWORD.");
        }
    }

    /** Leaves a mark by which it can tell later whether another process has written since; once there are tables. */
    void sign() throws SQLException {
        lock.execute(SIGN, process);
    }

    @Override
    public boolean held() {
        return held;
    }

    /** A connection that ends with the right to write. */
    Connection session() throws SQLException {
        Connection connection = opening.open();
        try {
            lock.cover(connection);
            synchronized (sessions) {
                sessions.removeIf(SoleWriter::isClosed);
                sessions.add(connection);
            }
            if (!held) {
                throw new java.sql.SQLTransientConnectionException("The right to write was lost just now");
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static boolean isClosed(Connection connection) {
        try {
            return connection.isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    /** Waits up to some time for the right to be lost. @return whether it is still ours */
    boolean stays(int millis) {
        return lock.stays(millis);
    }

    /** Nothing is written from now on: whatever is under way is cut off. */
    void lose() {
        held = false;
        lock.abandon();
        synchronized (sessions) {
            for (Connection session : sessions) {
                try {
                    session.abort(Runnable::run);
                } catch (SQLException e) {
                    log.debug("A connection was gone already", e);
                }
            }
            sessions.clear();
        }
    }

    /** Tries to have the right that was lost again. */
    Again tryAgain() {
        Connection connection;
        try {
            connection = opening.open();
        } catch (SQLException | StartupFailed e) {
            return new Again.NotYet(String.valueOf(e.getMessage()));
        }
        Again again;
        try {
            again = tryAgain(connection);
        } catch (SQLException e) {
            again = new Again.NotYet(String.valueOf(e.getMessage()));
        }
        if (!(again instanceof Again.Held)) {
            try {
                connection.close();
            } catch (SQLException e) {
                log.debug("A connection was gone already", e);
            }
        }
        return again;
    }

    private Again tryAgain(Connection connection) throws SQLException {
        WriteLock taken = WriteLock.tryTake(connection).orElse(null);
        if (taken == null) {
            WriteLock.Session other = WriteLock.holder(connection).orElse(null);
            if (other != null && !other.equals(lock.session())) {
                return new Again.Never("Another process has the right to write.");
            }
            if (other != null) {
                WriteLock.end(connection, other);
            }
            return new Again.NotYet("PostgreSQL has not noticed yet that the old connection is gone.");
        }
        if (!process.equals(taken.ask(WHO))) {
            return new Again.Never("Another process has written meanwhile.");
        }
        String found = copy(taken);
        if (copy != null && found != null && !copy.equals(found)) {
            return new Again.Never(
                    "The database that answers is another copy, in which the last changes may be missing.");
        }
        copy = found;
        return becomes(taken);
    }

    private synchronized Again becomes(WriteLock taken) {
        if (closed) {
            return new Again.NotYet("This process is ending.");
        }
        lock = taken;
        held = true;
        return new Again.Held();
    }

    @Override
    public synchronized void close() throws SQLException {
        closed = true;
        held = false;
        lock.close();
    }
}
