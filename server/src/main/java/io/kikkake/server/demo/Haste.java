package io.kikkake.server.demo;

import io.kikkake.server.ingest.LiveFeed;
import io.kikkake.server.runner.NextDue;
import io.kikkake.server.runner.NextDue.Due;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Makes demo time hurry while somebody looks on and a run waits: one hour passes in ten seconds. */
@Component
@ConditionalOnBooleanProperty("kikkake.demo")
class Haste implements SmartLifecycle {

    static final int FACTOR = 360;
    static final Duration ATTENTION = Duration.ofMinutes(10);

    private static final Logger log = LoggerFactory.getLogger(Haste.class);
    private static final long LOOK_EVERY_MILLIS = 500;

    private final DemoClock clock;
    private final NextDue nextDue;
    private final LiveFeed feed;
    private final InstantSource machine;
    private volatile Instant touched = Instant.EPOCH;
    private volatile @Nullable Watch watch;

    private record Watch(Thread thread, CountDownLatch stop, LiveFeed.Listening listening) {}

    @Autowired
    Haste(DemoClock clock, NextDue nextDue, LiveFeed feed) {
        this(clock, nextDue, feed, InstantSource.system());
    }

    Haste(DemoClock clock, NextDue nextDue, LiveFeed feed, InstantSource machine) {
        this.clock = clock;
        this.nextDue = nextDue;
        this.feed = feed;
        this.machine = machine;
    }

    /** Somebody is there. */
    void touch() {
        touched = machine.instant();
    }

    /** Sets the pace that fits the moment. */
    Optional<Due> look() {
        Optional<Due> next = nextDue.next();
        boolean attended = touched.plus(ATTENTION).isAfter(machine.instant());
        clock.run(attended && nextDue.isRunWaiting() ? FACTOR : 1);
        return next;
    }

    @Override
    public void start() {
        var stop = new CountDownLatch(1);
        Thread thread = Thread.ofVirtual().name("demo-clock").start(() -> lookUntil(stop));
        watch = new Watch(thread, stop, feed.listen(events -> touch()));
    }

    @Override
    public void stop() {
        Watch running = watch;
        watch = null;
        if (running != null) {
            running.listening().close();
            running.stop().countDown();
            clock.run(1);
        }
    }

    @Override
    public boolean isRunning() {
        return watch != null;
    }

    private void lookUntil(CountDownLatch stop) {
        try {
            while (!stop.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                try {
                    look();
                } catch (DataAccessException e) {
                    log.warn("The demo's clock goes at its normal pace: {}", e.getMessage());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
