package io.kikkake.server.runner;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides one shard's inputs for as long as the server runs: as many at once as there are, and none waits for a poll. */
final class ShardRunner {

    private static final Logger log = LoggerFactory.getLogger(ShardRunner.class);
    private static final Duration FOR_ENTRIES = Duration.ofMillis(150);
    private static final Duration FOR_TIMERS = Duration.ofMillis(100);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final int shard;
    private final ShardSteps steps;
    private final Runnable wakeOthers;
    private final Semaphore work = new Semaphore(0);
    private final Thread thread;
    private volatile boolean stopped;
    private final BatchSize entries = new BatchSize(FOR_ENTRIES);
    private final BatchSize timers = new BatchSize(FOR_TIMERS);

    ShardRunner(int shard, ShardSteps steps, Runnable wakeOthers) {
        this.shard = shard;
        this.steps = steps;
        this.wakeOthers = wakeOthers;
        this.thread = new Thread(this::run, "runner-" + shard);
    }

    int shard() {
        return shard;
    }

    void start() {
        thread.start();
    }

    void wake() {
        if (work.availablePermits() == 0) {
            work.release();
        }
    }

    void stop() {
        stopped = true;
        wake();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(15));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!stopped) {
            work.drainPermits();
            try {
                step();
            } catch (SQLException e) {
                recover(e);
            } catch (RuntimeException e) {
                log.error("Shard {} could not decide; trying again", shard, e);
                pause(AFTER_FAILURE);
            }
        }
        steps.release(shard);
    }

    private void step() throws SQLException {
        long began = System.nanoTime();
        ShardSteps.Progress progress = steps.step(shard, new Limits(entries.size(), timers.size()));
        adapt(progress, Duration.ofNanos(System.nanoTime() - began));
        if (progress.handedOver()) {
            wakeOthers.run();
        }
        if (!progress.more() && !stopped) {
            pause(progress.idleFor());
        }
    }

    /** Larger batches while there is a backlog, as long as a batch stays short enough for fresh events not to wait long. */
    private void adapt(ShardSteps.Progress progress, Duration took) {
        int inputs = progress.inputs();
        if (inputs == 0) {
            return;
        }
        Duration ofTimers = took.multipliedBy(progress.timers()).dividedBy(inputs);
        if (progress.timers() > 0) {
            timers.adapt(progress.timers(), ofTimers);
        }
        if (inputs > progress.timers()) {
            entries.adapt(inputs - progress.timers(), took.minus(ofTimers));
        }
    }

    /** What the database will not take must not stop the rest: the inputs go one by one, and the bad one is set aside. */
    private void recover(SQLException e) {
        boolean dataFault = e.getSQLState() != null
                && (e.getSQLState().startsWith("22") || e.getSQLState().startsWith("54"));
        try {
            if (dataFault && entries.size() > 1) {
                entries.one();
                timers.one();
                return;
            }
            if (dataFault) {
                steps.setAside(shard, e);
                entries.reset();
                timers.reset();
                return;
            }
        } catch (SQLException again) {
            e.addSuppressed(again);
        }
        log.error("Shard {} waits for the database: {}", shard, e.getMessage());
        steps.release(shard);
        pause(AFTER_FAILURE);
    }

    private void pause(Duration atMost) {
        try {
            boolean ignored = work.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            stopped = true;
        }
    }
}
