package io.kikkake.bench.load;

import io.kikkake.bench.http.Endpoint;
import io.kikkake.bench.http.HttpConnection;
import io.kikkake.bench.http.HttpResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Requests posted as fast as a few connections take them.
 *
 * @param startedAt {@link System#nanoTime} just before the first post
 * @param acceptedAt when the last 2xx had come
 */
public record Posting(long startedAt, long acceptedAt) {

    /** Posts each request once and answers when all were accepted. */
    public static Posting all(Endpoint endpoint, List<byte[]> requests, int connections) throws Exception {
        AtomicInteger next = new AtomicInteger();
        AtomicLong acceptedAt = new AtomicLong();
        long start = System.nanoTime();
        Crew.run(connections, member -> {
            try (HttpConnection connection = new HttpConnection(endpoint.address())) {
                for (int i = next.getAndIncrement(); i < requests.size(); i = next.getAndIncrement()) {
                    accepted(connection.exchange(requests.get(i)));
                    long now = System.nanoTime();
                    acceptedAt.accumulateAndGet(now, (before, it) -> before == 0 || it - before > 0 ? it : before);
                }
            }
        });
        return new Posting(start, acceptedAt.get());
    }

    /**
     * Checks that everything posted was accepted.
     *
     * @throws IOException for any status but 2xx, and where single events of a batch were refused
     */
    public static void accepted(HttpResponse response) throws IOException {
        if (!response.successful() || response.body().contains("\"rejected\"")) {
            throw new IOException("A post was answered " + response.status() + ": " + response.body());
        }
    }
}
