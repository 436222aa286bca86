package io.kikkake.server.tracking;

import io.kikkake.server.platform.RecentlyUsed;
import io.kikkake.server.platform.Settings;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Takes note of opens and clicks at once and passes them on when that is possible. What is noticed while the database is away
 * waits on disk, over restarts if need be.
 */
@Component
class Tracking implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Tracking.class);

    /** What is lost at most when the machine loses power. */
    private static final long FORCE_EACH_NANOS = Duration.ofMillis(50).toNanos();

    private static final long AFTER_AN_ERROR_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long NOTHING_TO_DO_NANOS = Duration.ofMinutes(1).toNanos();

    /** The same address asked for again so soon is the same open or click; so nobody fills the disk by repeating one. */
    private static final Duration SAME = Duration.ofSeconds(10);

    private static final int REMEMBERED = 20_000;

    private final Clock clock;
    private final Spool spool;
    private final Drain drain;
    private final Map<String, Instant> latest = new RecentlyUsed<>(REMEMBERED);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private boolean added;
    private volatile boolean running;
    private @Nullable Thread thread;
    private boolean failed;

    Tracking(Settings settings, Tokens tokens, Reactions reactions, ApplicationEventPublisher publisher, Clock clock)
            throws IOException {
        this.clock = clock;
        this.spool = new Spool(settings.data().resolve("reactions"));
        this.drain = new Drain(spool, tokens, reactions, publisher);
    }

    /** Returns when the operating system has it. */
    void notice(Reaction reaction) {
        String which = reaction.token() + reaction.machine();
        synchronized (latest) {
            Instant before = latest.put(which, reaction.at());
            if (before != null && Duration.between(before, reaction.at()).abs().compareTo(SAME) < 0) {
                latest.put(which, before);
                return;
            }
        }
        spool.add(reaction);
        lock.lock();
        try {
            added = true;
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public synchronized void start() {
        running = true;
        thread = Thread.ofPlatform().name("tracking").daemon().start(this::run);
    }

    private void run() {
        long wait = 0;
        while (running) {
            try {
                await(wait);
                spool.force();
                boolean more = drain.turn(clock.instant());
                wait = more ? 0 : drain.isIdle() ? NOTHING_TO_DO_NANOS : FORCE_EACH_NANOS;
                failed = false;
            } catch (InterruptedException e) {
                return;
            } catch (IOException | SQLException | RuntimeException e) {
                if (!failed) {
                    log.error("Opens and clicks wait on disk until they can be stored: {}", e.toString());
                }
                failed = true;
                wait = AFTER_AN_ERROR_NANOS;
            }
        }
    }

    /** Where nothing waits, until something comes; then a moment longer, for more to share the way to the disk. */
    private void await(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (running && left > 0 && !(added && nanos == NOTHING_TO_DO_NANOS)) {
                left = news.awaitNanos(left);
            }
            added = false;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public synchronized void stop() {
        running = false;
        lock.lock();
        try {
            news.signal();
        } finally {
            lock.unlock();
        }
        try {
            Thread working = thread;
            if (working != null) {
                working.join(Duration.ofSeconds(5));
            }
            spool.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            log.error("The last opens and clicks could not be written", e);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** After what answers requests has stopped. */
    @Override
    public int getPhase() {
        return 0;
    }
}
