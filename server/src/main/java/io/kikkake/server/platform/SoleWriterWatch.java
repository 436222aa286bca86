package io.kikkake.server.platform;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Ends the process when the right to write is lost with its connection: a stand-by may have it by now. */
final class SoleWriterWatch implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SoleWriterWatch.class);
    private static final int LOOK_EVERY_SECONDS = 2;
    private static final int LOST = 70;

    private final SoleWriter soleWriter;
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile boolean running;

    SoleWriterWatch(SoleWriter soleWriter) {
        this.soleWriter = soleWriter;
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("sole-writer-watch").start(this::watch);
    }

    private void watch() {
        try {
            while (!stop.await(LOOK_EVERY_SECONDS, TimeUnit.SECONDS)) {
                if (!soleWriter.held()) {
                    log.error(
                            "The connection to the database that holds the right to write is lost. Ending, so that two"
                                    + " processes never write at once; start again when the database answers.");
                    Runtime.getRuntime().halt(LOST);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
