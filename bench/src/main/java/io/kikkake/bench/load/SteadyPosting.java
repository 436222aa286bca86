package io.kikkake.bench.load;

import io.kikkake.bench.http.Endpoint;
import io.kikkake.bench.http.HttpConnection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Requests posted by schedule: the n-th is due n / rate seconds after the start, however slow the answers are. */
public final class SteadyPosting {
    private final long start;
    private final double nanosApart;
    private final long[] acceptedAt;

    private SteadyPosting(long start, double nanosApart, int size) {
        this.start = start;
        this.nanosApart = nanosApart;
        this.acceptedAt = new long[size];
    }

    /** Posts all requests, each once, {@code perSecond} of them a second, and answers when all were accepted. */
    public static SteadyPosting post(Endpoint endpoint, List<byte[]> requests, int perSecond, int connections)
            throws Exception {
        SteadyPosting posting = new SteadyPosting(System.nanoTime(), 1e9 / perSecond, requests.size());
        AtomicInteger next = new AtomicInteger();
        Crew.run(connections, member -> {
            try (HttpConnection connection = new HttpConnection(endpoint.address())) {
                for (int i = next.getAndIncrement(); i < requests.size(); i = next.getAndIncrement()) {
                    waitUntil(posting.dueAt(i));
                    Posting.accepted(connection.exchange(requests.get(i)));
                    posting.acceptedAt[i] = System.nanoTime();
                }
            }
        });
        return posting;
    }

    /** When the request should have left, as {@link System#nanoTime}. */
    public long dueAt(int request) {
        return start + (long) (request * nanosApart);
    }

    /** When its 2xx had come. */
    public long acceptedAt(int request) {
        return acceptedAt[request];
    }

    /** The rate that was really accepted. */
    public double perSecond() {
        long last = start;
        for (long at : acceptedAt) {
            last = at - last > 0 ? at : last;
        }
        return acceptedAt.length / (Math.max(last - start, 1) / 1e9);
    }

    private static void waitUntil(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
