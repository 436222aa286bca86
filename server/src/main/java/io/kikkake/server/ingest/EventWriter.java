package io.kikkake.server.ingest;

import io.kikkake.server.platform.Problem;
import jakarta.annotation.PreDestroy;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Group commit: requests that arrive while a commit is under way share the next one. There is one writer, so the order of
 * {@code seq} is the order of commit, and a reader that has seen a number has seen all before it.
 */
@Component
class EventWriter {

    private static final Logger log = LoggerFactory.getLogger(EventWriter.class);
    private static final int EVENTS_PER_COMMIT = 2_000;
    private static final int EVENTS_WAITING_AT_MOST = 40_000;
    private static final int PATIENCE_SECONDS = 30;

    /** @param rejected by place in the submission: why the database would not take the event */
    record Outcome(Map<Integer, String> rejected) {

        static final Outcome ALL_TAKEN = new Outcome(Map.of());

        void rejectNone() throws EventReader.Refused {
            if (!rejected.isEmpty()) {
                throw new EventReader.Refused(rejected.values().iterator().next());
            }
        }
    }

    private record Submission(List<Draft> drafts, CompletableFuture<Outcome> outcome) {}

    private final BlockingQueue<Submission> queue = new ArrayBlockingQueue<>(10_000);
    private final AtomicInteger waiting = new AtomicInteger();
    private final EventAppender appender;
    private final Thread thread = new Thread(this::run, "event-writer");
    private volatile boolean stopped;
    /** Said once, not for each of thousands that try. */
    private boolean failed;

    EventWriter(EventAppender appender) {
        this.appender = appender;
    }

    @EventListener(ContextRefreshedEvent.class)
    void start() {
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
    }

    /**
     * Returns when the events are durable.
     *
     * @throws Problem 429 when more waits than can be written soon, 503 when the database does not take it
     */
    Outcome accept(List<Draft> drafts) {
        if (waiting.addAndGet(drafts.size()) > EVENTS_WAITING_AT_MOST) {
            waiting.addAndGet(-drafts.size());
            throw new Problem(
                    429, "Too many events", "More events are arriving than can be stored. Retry in a second.");
        }
        var submission = new Submission(drafts, new CompletableFuture<>());
        try {
            queue.put(submission);
            return submission.outcome().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable();
        } catch (ExecutionException | TimeoutException e) {
            throw unavailable();
        } finally {
            waiting.addAndGet(-drafts.size());
        }
    }

    private static Problem unavailable() {
        return new Problem(
                503,
                "Not stored",
                "The events could not be stored just now. Send them again with the same messageIds.");
    }

    private void run() {
        while (!stopped || !queue.isEmpty()) {
            try {
                List<Submission> group = nextGroup();
                if (!group.isEmpty()) {
                    write(group);
                }
            } catch (InterruptedException e) {
                stopped = true;
            }
        }
        appender.close();
    }

    private List<Submission> nextGroup() throws InterruptedException {
        var group = new ArrayList<Submission>();
        Submission first = queue.poll(1, TimeUnit.SECONDS);
        int events = 0;
        for (Submission next = first; next != null; next = events < EVENTS_PER_COMMIT ? queue.poll() : null) {
            group.add(next);
            events += next.drafts().size();
        }
        return group;
    }

    private void write(List<Submission> group) {
        try {
            appender.append(group.stream()
                    .flatMap(submission -> submission.drafts().stream())
                    .toList());
            failed = false;
            group.forEach(submission -> submission.outcome().complete(Outcome.ALL_TAKEN));
        } catch (SQLException e) {
            if (EventAppender.isDataFault(e)) {
                log.warn(
                        "The database refused something in a group of events; trying them one by one: {}",
                        e.getMessage());
                group.forEach(this::writeOneByOne);
            } else {
                if (!failed) {
                    log.error("Events cannot be stored until the database takes them again: {}", e.getMessage());
                }
                failed = true;
                group.forEach(submission -> submission.outcome().completeExceptionally(e));
            }
        } catch (RuntimeException e) {
            log.error("Events could not be stored", e);
            group.forEach(submission -> submission.outcome().completeExceptionally(e));
        }
    }

    private void writeOneByOne(Submission submission) {
        var rejected = new HashMap<Integer, String>();
        for (int i = 0; i < submission.drafts().size(); i++) {
            String refusal = writeAlone(submission.drafts().get(i), submission);
            if (refusal != null) {
                rejected.put(i, refusal);
            }
        }
        submission.outcome().complete(new Outcome(rejected));
    }

    private @Nullable String writeAlone(Draft draft, Submission submission) {
        try {
            appender.append(List.of(draft));
            return null;
        } catch (SQLException e) {
            if (!EventAppender.isDataFault(e)) {
                submission.outcome().completeExceptionally(e);
            }
            return "the event cannot be stored: " + e.getMessage();
        }
    }

    /** Lets everything that was taken be written. */
    @PreDestroy
    void stop() throws InterruptedException {
        stopped = true;
        thread.join(TimeUnit.SECONDS.toMillis(15));
    }
}
