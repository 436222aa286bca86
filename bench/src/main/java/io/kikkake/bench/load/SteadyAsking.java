package io.kikkake.bench.load;

import io.kikkake.bench.http.HttpConnection;
import io.kikkake.bench.http.HttpResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Requests of readers, by schedule as {@link SteadyPosting}: the n-th is due n / rate seconds after the start. */
public final class SteadyAsking {

    private SteadyAsking() {}

    /**
     * Sends all requests, each once.
     *
     * @param statuses those an answer may have, of which each request has the one at its place modulo their number
     * @return from when each was due to when its answer was whole, in nanoseconds
     */
    public static long[] ask(
            InetSocketAddress server, List<byte[]> requests, List<Integer> statuses, int perSecond, int connections)
            throws Exception {
        long[] took = new long[requests.size()];
        AtomicInteger next = new AtomicInteger();
        long start = System.nanoTime();
        Crew.run(connections, member -> {
            try (HttpConnection connection = new HttpConnection(server)) {
                for (int i = next.getAndIncrement(); i < took.length; i = next.getAndIncrement()) {
                    long due = start + (long) (i * (1e9 / perSecond));
                    for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                        LockSupport.parkNanos(left);
                    }
                    HttpResponse answer = connection.exchange(requests.get(i));
                    took[i] = System.nanoTime() - due;
                    if (answer.status() != statuses.get(i % statuses.size())) {
                        throw new IOException("A reader was answered " + answer.status() + ": " + answer.body());
                    }
                }
            }
        });
        return took;
    }
}
