package io.kikkake.server.ingest;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells who listens of events the moment they are durable. Costs nothing while nobody does. */
@Component
public class LiveFeed {

    /**
     * One event of the log, for people to read.
     *
     * @param timestamp when it happened, corrected for clock skew
     * @param properties JSON object; of identify and group the traits
     * @param context JSON object
     */
    public record FeedEvent(
            long seq,
            Kind kind,
            String name,
            long customer,
            Instant timestamp,
            Instant receivedAt,
            String properties,
            String context,
            @Nullable String messageId) {}

    /** Is called by the thread that accepts events: must neither wait nor fail. */
    public interface Listener {
        void accepted(List<FeedEvent> events);
    }

    /** Ends when closed. */
    public interface Listening extends AutoCloseable {
        @Override
        void close();
    }

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    public Listening listen(Listener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Whether it is worth making up what {@link #accepted} takes. */
    public boolean watched() {
        return !listeners.isEmpty();
    }

    /** @param events in order of the log, all of them committed */
    public void accepted(List<FeedEvent> events) {
        for (Listener listener : listeners) {
            listener.accepted(events);
        }
    }
}
