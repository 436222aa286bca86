package io.kikkake.bench.load;

import io.kikkake.bench.http.Endpoint;
import io.kikkake.bench.http.HttpConnection;
import io.kikkake.bench.http.HttpResponse;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A client that repeats each request, byte for byte, until it gets a 2xx: what a crash must not turn into a loss or a
 * double. New requests leave at a steady rate while it is not held; those under way go on trying also then.
 */
public final class PersistentPosting {
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

    private final Endpoint endpoint;
    private final List<byte[]> requests;
    private final long nanosApart;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final FutureTask<Boolean> work;
    private boolean held = true;
    private int next;
    private long slot = System.nanoTime();
    private int accepted;
    private int repeats;

    private PersistentPosting(Endpoint endpoint, List<byte[]> requests, int perSecond, int connections) {
        this.endpoint = endpoint;
        this.requests = requests;
        this.nanosApart = 1_000_000_000L / perSecond;
        this.work = new FutureTask<>(() -> {
            Crew.run(connections, member -> postAll());
            return true;
        });
    }

    /** Gets ready to post, held at first. */
    public static PersistentPosting held(Endpoint endpoint, List<byte[]> requests, int perSecond, int connections) {
        PersistentPosting posting = new PersistentPosting(endpoint, requests, perSecond, connections);
        Thread.ofPlatform().name("persistent-posting").daemon().start(posting.work);
        return posting;
    }

    /** Lets new requests leave, or not. */
    public void hold(boolean hold) {
        lock.lock();
        try {
            held = hold;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    public int accepted() {
        lock.lock();
        try {
            return accepted;
        } finally {
            lock.unlock();
        }
    }

    /** How many times a request was sent again. */
    public int repeats() {
        lock.lock();
        try {
            return repeats;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until that many requests got their 2xx. */
    public void awaitAccepted(int count, Duration timeout) throws Exception {
        long left = timeout.toNanos();
        lock.lock();
        try {
            while (accepted < count) {
                if (work.isDone()) {
                    work.get();
                }
                if (left <= 0) {
                    throw new TimeoutException(accepted + " of " + count + " posts were accepted in " + timeout);
                }
                long slice = Math.min(left, TimeUnit.MILLISECONDS.toNanos(100));
                left -= slice - Math.max(changed.awaitNanos(slice), 0);
            }
        } finally {
            lock.unlock();
        }
    }

    private void postAll() throws Exception {
        try (HttpConnection connection = new HttpConnection(endpoint.address())) {
            for (int i = take(); i < requests.size(); i = take()) {
                while (!tried(connection, requests.get(i))) {
                    Thread.sleep(BETWEEN_TRIES);
                }
            }
        }
    }

    /** The next request, when its turn has come. What was missed while held is not made up for. */
    private int take() throws InterruptedException {
        long due;
        int taken;
        lock.lock();
        try {
            while (held) {
                changed.await();
            }
            taken = next++;
            slot = Math.max(System.nanoTime(), slot + nanosApart);
            due = slot;
        } finally {
            lock.unlock();
        }
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        return taken;
    }

    /** Answers whether it was accepted; false means again. */
    private boolean tried(HttpConnection connection, byte[] request) throws IOException {
        boolean success = false;
        try {
            HttpResponse response = connection.exchange(request);
            if (response.status() < 500 && response.status() != 429) {
                Posting.accepted(response);
                success = true;
            }
        } catch (SocketException | EOFException noServer) {
            success = false;
        }
        lock.lock();
        try {
            if (success) {
                accepted++;
                changed.signalAll();
            } else {
                repeats++;
            }
        } finally {
            lock.unlock();
        }
        return success;
    }
}
