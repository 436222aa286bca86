package io.kikkake.server.report;

import io.kikkake.server.customer.CustomerList;
import io.kikkake.server.ingest.LiveFeed;
import io.kikkake.server.ingest.LiveFeed.FeedEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Sends events to browsers as they come. A browser that does not keep up misses some; nobody waits for it. */
@Component
class EventStream {

    private static final Logger log = LoggerFactory.getLogger(EventStream.class);
    private static final int MOST_WAITING = 1_000;
    private static final int MOST_AT_ONCE = 200;
    private static final long SIGN_OF_LIFE_SECONDS = 15;
    /** Then the browser comes again, and its session is checked anew. */
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final LiveFeed feed;
    private final CustomerList customers;
    private final Set<Subscriber> subscribers = ConcurrentHashMap.newKeySet();

    EventStream(LiveFeed feed, CustomerList customers) {
        this.feed = feed;
        this.customers = customers;
    }

    SseEmitter open() {
        var subscriber = new Subscriber();
        subscribers.add(subscriber);
        subscriber.start();
        return subscriber.emitter;
    }

    /** An open stream would hold up the server's end. */
    @EventListener(ContextClosedEvent.class)
    void closeAll() {
        subscribers.forEach(Subscriber::end);
    }

    private final class Subscriber {

        private final SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
        private final BlockingQueue<FeedEvent> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
        private final LiveFeed.Listening listening = feed.listen(events -> events.forEach(this::offer));
        private final Thread thread = Thread.ofVirtual().name("event-stream").unstarted(this::run);

        void start() {
            emitter.onCompletion(this::end);
            emitter.onTimeout(this::end);
            emitter.onError(failure -> end());
            thread.start();
        }

        private void offer(FeedEvent event) {
            boolean kept = waiting.offer(event);
            if (!kept) {
                log.debug("A browser does not keep up with the events");
            }
        }

        void end() {
            if (subscribers.remove(this)) {
                listening.close();
                thread.interrupt();
                emitter.complete();
            }
        }

        private void run() {
            try {
                // Tells the browser at once that the stream is open.
                emitter.send(SseEmitter.event().comment("open"));
                while (subscribers.contains(this)) {
                    sendNext();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException | IllegalStateException e) {
                log.debug("A browser went away: {}", e.getMessage());
            } catch (DataAccessException e) {
                log.warn("A stream of events ends: {}", e.getMessage());
            } finally {
                end();
            }
        }

        private void sendNext() throws IOException, InterruptedException {
            FeedEvent first = waiting.poll(SIGN_OF_LIFE_SECONDS, TimeUnit.SECONDS);
            if (first == null) {
                emitter.send(SseEmitter.event().comment("still here"));
                return;
            }
            List<FeedEvent> events = new ArrayList<>();
            events.add(first);
            waiting.drainTo(events, MOST_AT_ONCE - 1);
            var references = customers.references(
                    events.stream().map(FeedEvent::customer).toList());
            for (FeedEvent event : events) {
                emitter.send(SseEmitter.event().data(EventEntry.of(event, references), MediaType.APPLICATION_JSON));
            }
        }
    }
}
