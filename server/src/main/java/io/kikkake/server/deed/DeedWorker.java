package io.kikkake.server.deed;

import io.kikkake.engine.value.Value;
import io.kikkake.server.ingest.Recorder;
import io.kikkake.server.platform.ClockMoved;
import io.kikkake.server.platform.Json;
import io.kikkake.server.platform.RightToWrite;
import io.kikkake.server.platform.WritingAgain;
import jakarta.annotation.PreDestroy;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Takes what steps left behind out of the house: events into the log, calls to webhooks, and their answers into the log. Whatever
 * is done a second time after a crash carries the same id, and the log takes it once.
 */
@Component
class DeedWorker {

    private static final Logger log = LoggerFactory.getLogger(DeedWorker.class);
    private static final int AT_ONCE = 64;
    private static final int EVENTS_AT_ONCE = 500;
    private static final long LOOK_AGAIN_MILLIS = 1_000;
    private static final Duration ONCE_MORE = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final Recorder recorder;
    private final WebhookCalls calls;
    private final Caller caller;
    private final Clock clock;
    private final RightToWrite right;
    private final Semaphore work = new Semaphore(0);
    private final Semaphore room = new Semaphore(AT_ONCE);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Thread thread = new Thread(this::run, "deeds");
    private final Set<String> inHand = ConcurrentHashMap.newKeySet();
    /** Whether some calls may be claimed and in nobody's hands. */
    private volatile boolean adrift;

    /** In the machine's own time: whom nobody answers is not asked without a pause. */
    private volatile long recoverFrom;

    private volatile boolean stopped;

    DeedWorker(JdbcClient jdbc, Recorder recorder, WebhookCalls calls, Caller caller, Clock clock, RightToWrite right) {
        this.jdbc = jdbc;
        this.recorder = recorder;
        this.calls = calls;
        this.caller = caller;
        this.clock = clock;
        this.right = right;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        calls.recover(inHand);
        thread.start();
    }

    @EventListener(ClockMoved.class)
    void wake() {
        if (work.availablePermits() == 0) {
            work.release();
        }
    }

    private void run() {
        while (!stopped) {
            try {
                work.drainPermits();
                recover();
                boolean more = emit() == EVENTS_AT_ONCE;
                more |= callDue();
                if (!more) {
                    boolean ignored = work.tryAcquire(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
                }
            } catch (InterruptedException e) {
                stopped = true;
            } catch (RuntimeException e) {
                isAdrift();
                log.error("What steps left behind could not be done; trying again: {}", e.getMessage());
                pause();
            }
        }
    }

    /** Calls that were claimed without the answer reaching us, or made without it reaching the database. */
    private void recover() {
        if (adrift && System.nanoTime() - recoverFrom >= 0) {
            adrift = false;
            try {
                calls.recover(inHand);
            } catch (RuntimeException e) {
                isAdrift();
                throw e;
            }
        }
    }

    private void isAdrift() {
        if (!adrift) {
            recoverFrom = System.nanoTime() + ONCE_MORE.toNanos();
            adrift = true;
        }
    }

    @EventListener(WritingAgain.class)
    void writingAgain() {
        recoverFrom = System.nanoTime();
        adrift = true;
        wake();
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
        } catch (InterruptedException e) {
            stopped = true;
        }
    }

    private record Emitted(String id, long customerId, String name, String properties, Timestamp at) {}

    /** @return how many events went into the log */
    private int emit() {
        List<Emitted> emitted = jdbc.sql(
                        "select id, customer_id, name, properties, at from emitted order by at, id limit "
                                + EVENTS_AT_ONCE)
                .query(Emitted.class)
                .list();
        if (emitted.isEmpty()) {
            return 0;
        }
        recorder.record(emitted.stream()
                .map(one -> new Recorder.Recorded(
                        one.customerId(), one.name(), one.properties(), one.at().toInstant(), one.id()))
                .toList());
        jdbc.sql("delete from emitted where id = any (?)")
                .param(emitted.stream().map(Emitted::id).toArray(String[]::new))
                .update();
        return emitted.size();
    }

    private boolean callDue() {
        int free = room.availablePermits();
        if (free == 0) {
            return false;
        }
        List<WebhookCalls.Call> due = calls.claim(free, clock.instant());
        for (WebhookCalls.Call call : due) {
            room.acquireUninterruptibly();
            inHand.add(call.id());
            threads.execute(() -> make(call));
        }
        return due.size() == free;
    }

    private void make(WebhookCalls.Call call) {
        boolean ended = false;
        try {
            if (!right.held()) {
                return;
            }
            switch (caller.call(call.id(), call.url(), call.body())) {
                case Caller.Reply.Answered(var value) -> answered(call, true, value, null);
                case Caller.Reply.Refused(var why) -> answered(call, false, Value.of(why), why);
                case Caller.Reply.Failed(var why) -> {
                    Instant now = clock.instant();
                    Instant again = calls.again(call, now);
                    if (again == null) {
                        answered(call, false, Value.of(why), why);
                    } else {
                        calls.putOff(call, again, why, now);
                    }
                }
            }
            ended = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.error("Webhook call {} could not be ended; it is made again", call.id(), e);
        } finally {
            inHand.remove(call.id());
            if (!ended) {
                isAdrift();
            }
            room.release();
            wake();
        }
    }

    private void answered(WebhookCalls.Call call, boolean ok, Value value, @Nullable String error) {
        Instant now = clock.instant();
        var properties =
                Map.of("run", call.run(), "step", call.step(), "visit", call.visit(), "ok", ok, "value", value);
        recorder.answer(new Recorder.Recorded(
                call.customer(), Recorder.ANSWERED, Json.write(Value.from(properties)), now, "answer-" + call.id()));
        calls.end(call, ok, error, now);
    }

    @PreDestroy
    void stop() throws InterruptedException {
        stopped = true;
        wake();
        thread.join(TimeUnit.SECONDS.toMillis(5));
        threads.shutdown();
        boolean ignored = threads.awaitTermination(5, TimeUnit.SECONDS);
    }
}
