package io.kikkake.bench.load;

import io.kikkake.bench.http.Endpoint;
import io.kikkake.bench.http.HttpConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Product views posted for a while, each connection sending its next batch as soon as the one before is accepted. */
public final class OngoingViews {
    private static final int TEMPLATES = 8;

    private final Endpoint endpoint;
    private final int batch;
    private final List<List<ProductViews>> perConnection = new ArrayList<>();

    /**
     * @param prefix of the message ids
     * @param batch events in one post
     * @param users how many distinct users recur
     */
    public OngoingViews(Endpoint endpoint, String prefix, int batch, int users, int connections) {
        this.endpoint = endpoint;
        this.batch = batch;
        SplittableRandom random = new SplittableRandom(20_000);
        for (int connection = 0; connection < connections; connection++) {
            List<ProductViews> templates = new ArrayList<>();
            for (int template = 0; template < TEMPLATES; template++) {
                String own = prefix + "-" + connection + "-" + template;
                templates.add(new ProductViews(endpoint, own, batch, users, random.split()));
            }
            perConnection.add(templates);
        }
    }

    /**
     * What was accepted.
     *
     * @param startedAt {@link System#nanoTime} before the first post
     * @param seconds from then to the last 2xx
     */
    public record Posted(long events, long startedAt, double seconds) {
        public double perSecond() {
            return events / seconds;
        }
    }

    /** Posts for that long, then waits for the last answers. */
    public Posted post(Duration duration) throws Exception {
        AtomicLong events = new AtomicLong();
        long start = System.nanoTime();
        long end = start + duration.toNanos();
        Crew.run(perConnection.size(), member -> {
            List<ProductViews> templates = perConnection.get(member);
            try (HttpConnection connection = new HttpConnection(endpoint.address())) {
                for (int i = 0; System.nanoTime() - end < 0; i++) {
                    ProductViews views = templates.get(i % TEMPLATES);
                    Posting.accepted(connection.exchange(views.next(Instant.now())));
                    events.addAndGet(batch);
                }
            }
        });
        return new Posted(events.get(), start, (System.nanoTime() - start) / 1e9);
    }

    /** Mean length of one event as JSON, in bytes. */
    public int bytesPerEvent() {
        return perConnection.getFirst().getFirst().bytesPerEvent();
    }
}
