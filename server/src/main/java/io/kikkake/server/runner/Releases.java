package io.kikkake.server.runner;

import io.kikkake.server.delivery.Outbox;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Lets go, lot by lot, what brakes held that somebody has agreed to: a million messages in one transaction would keep the caller
 * waiting for minutes. What a crash comes in between of goes on with the next start.
 */
@Component
class Releases implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Releases.class);
    private static final int LOT = 10_000;
    private static final Duration AFTER_AN_ERROR = Duration.ofSeconds(5);

    private final DataSource database;
    private final Outbox outbox;
    private final Clock clock;
    /** One: there may be something to do. Begins with one, for what the process before this one left. */
    private final Semaphore work = new Semaphore(1);

    private volatile Thread thread = Thread.ofVirtual().unstarted(() -> {});

    Releases(DataSource database, Outbox outbox, Clock clock) {
        this.database = database;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The first lot of what a scenario holds, in the transaction in which somebody agrees; {@link #wake} sees to the rest. */
    int first(Connection transaction, String scenario) throws SQLException {
        return outbox.release(transaction, scenario, LOT, clock.instant());
    }

    void wake() {
        work.release();
    }

    private void run() {
        try {
            while (true) {
                work.acquire();
                work.drainPermits();
                releaseAll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void releaseAll() throws InterruptedException {
        try {
            for (String scenario : outbox.held().keySet()) {
                while (lot(scenario) == LOT) {
                    outbox.wake();
                }
                outbox.wake();
            }
        } catch (SQLException | RuntimeException e) {
            log.warn("Messages that somebody agreed to are held still; tried again: {}", e.getMessage());
            TimeUnit.MILLISECONDS.sleep(AFTER_AN_ERROR.toMillis());
            wake();
        }
    }

    private int lot(String scenario) throws SQLException {
        try (Connection transaction = database.getConnection()) {
            transaction.setAutoCommit(false);
            try {
                int released = isAgreed(transaction, scenario) ? first(transaction, scenario) : 0;
                transaction.commit();
                return released;
            } catch (SQLException | RuntimeException e) {
                transaction.rollback();
                throw e;
            } finally {
                transaction.setAutoCommit(true);
            }
        }
    }

    /** Locked, so that it does not stop again meanwhile. */
    private static boolean isAgreed(Connection transaction, String scenario) throws SQLException {
        try (var select = transaction.prepareStatement(
                "select 1 from brake where scenario = ? and agreed is not null for share")) {
            select.setString(1, scenario);
            try (var rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    @Override
    public synchronized void start() {
        thread = Thread.ofVirtual().name("brake-releases").start(this::run);
    }

    @Override
    public synchronized void stop() {
        thread.interrupt();
    }

    @Override
    public boolean isRunning() {
        return thread.isAlive();
    }
}
