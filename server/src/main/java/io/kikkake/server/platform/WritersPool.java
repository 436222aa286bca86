package io.kikkake.server.platform;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Connections to the database, there only while this process has the right to write; else it says so at once. */
final class WritersPool extends DelegatingDataSource implements AutoCloseable {

    private final SoleWriter soleWriter;
    private final HikariDataSource pool = new HikariDataSource();

    WritersPool(SoleWriter soleWriter) {
        this.soleWriter = soleWriter;
        pool.setPoolName("kikkake");
        pool.setDataSource(new Sessions(soleWriter));
        pool.setMaximumPoolSize(16);
        pool.setMinimumIdle(4);
        pool.setConnectionTimeout(20_000);
        // Plans are kept, also those made while the tables were empty: they must be right for full ones.
        pool.setConnectionInitSql("set enable_seqscan = off; set enable_bitmapscan = off");
        setTargetDataSource(pool);
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (!soleWriter.held()) {
            throw new SQLTransientConnectionException("The database is away; this is tried again when it is back");
        }
        return pool.getConnection();
    }

    /** Lets go of what was open. */
    void drop() {
        if (pool.isRunning()) {
            pool.getHikariPoolMXBean().softEvictConnections();
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    /** What the pool is filled from. */
    private static final class Sessions extends AbstractDataSource {

        private final SoleWriter soleWriter;

        private Sessions(SoleWriter soleWriter) {
            this.soleWriter = soleWriter;
        }

        @Override
        public Connection getConnection() throws SQLException {
            return soleWriter.session();
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return soleWriter.session();
        }
    }
}
