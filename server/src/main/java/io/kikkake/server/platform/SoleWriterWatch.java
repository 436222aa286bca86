package io.kikkake.server.platform;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Stops all writing and sending when the right to write is lost with its connection, tries to have it again, and ends the
 * process where another one has it. Meanwhile the process answers what it can answer without the database.
 */
final class SoleWriterWatch implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SoleWriterWatch.class);
    private static final int LOOK_EVERY_MILLIS = 1_000;
    private static final Duration TRY_EVERY = Duration.ofMillis(500);
    private static final int LOST = 70;

    private final SoleWriter soleWriter;
    private final WritersPool pool;
    private final Runnable whenAgain;
    private final Consumer<String> end;
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile boolean running;

    /** @param whenAgain lets everybody look anew at what they keep in memory */
    SoleWriterWatch(SoleWriter soleWriter, WritersPool pool, Runnable whenAgain) {
        this(soleWriter, pool, whenAgain, why -> Runtime.getRuntime().halt(LOST));
    }

    SoleWriterWatch(SoleWriter soleWriter, WritersPool pool, Runnable whenAgain, Consumer<String> end) {
        this.soleWriter = soleWriter;
        this.pool = pool;
        this.whenAgain = whenAgain;
        this.end = end;
    }

    @Override
    public void start() {
        running = true;
        Thread.ofPlatform().name("sole-writer-watch").daemon().start(this::watch);
    }

    private void watch() {
        try {
            boolean told = true;
            while (running) {
                if (!soleWriter.stays(LOOK_EVERY_MILLIS)) {
                    if (!running || !cameAgain()) {
                        return;
                    }
                    told = false;
                }
                told = told || tell();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when the right to write is there again; false where it never will be. */
    private boolean cameAgain() throws InterruptedException {
        soleWriter.lose();
        pool.drop();
        log.error("The database is lost, and with it the right to write. Nothing is decided or sent until it is back;"
                + " opens and clicks are answered and wait on disk.");
        String before = "";
        do {
            switch (soleWriter.tryAgain()) {
                case SoleWriter.Again.Held held -> {
                    log.warn("The database is back, and nobody else wrote to it. Going on.");
                    return true;
                }
                case SoleWriter.Again.NotYet(var why) -> {
                    if (!why.equals(before)) {
                        log.warn("Not yet: {}", why);
                    }
                    before = why;
                }
                case SoleWriter.Again.Never(var why) -> {
                    log.error("{} Ending, so that two processes never write; start again to stand by.", why);
                    end.accept(why);
                    return false;
                }
            }
        } while (!stop.await(TRY_EVERY.toMillis(), TimeUnit.MILLISECONDS));
        return false;
    }

    private boolean tell() {
        try {
            whenAgain.run();
            return true;
        } catch (RuntimeException e) {
            log.error("What is kept in memory could not be looked at anew; trying again", e);
            return false;
        }
    }

    @Override
    public void stop() {
        running = false;
        stop.countDown();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
