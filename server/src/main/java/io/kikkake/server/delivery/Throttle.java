package io.kikkake.server.delivery;

import java.time.Duration;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many messages may be in the hands of connections at once. While the mail server cannot be reached that is one at a time, at
 * growing intervals; where it takes fewer connections than we have, as many as it takes.
 */
final class Throttle {

    private static final Logger log = LoggerFactory.getLogger(Throttle.class);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration TRY_MORE = Duration.ofSeconds(10);
    /** Claimed for a connection at most before its time, however fast the server is: a crash leaves all of them unknown. */
    private static final int AHEAD = 16;

    private final IntSupplier connections;
    private final Duration firstPause;
    private final LongSupplier nanos;
    private final String server;
    private final Rate rate;

    /** As many as the server took, where it takes fewer than we have. */
    private int limit = Integer.MAX_VALUE;

    private long limitSince;
    private Duration pause = Duration.ZERO;
    private long pausedUntil;

    /** @param nanos a clock of the machine, not of the product: how networks recover has nothing to do with a demo's fast time */
    Throttle(int connections, Duration firstPause, LongSupplier nanos, String server) {
        this(connections, firstPause, nanos, server, new Rate(0, nanos));
    }

    Throttle(int connections, Duration firstPause, LongSupplier nanos, String server, Rate rate) {
        this(() -> connections, firstPause, nanos, server, rate);
    }

    /** @param connections asked each time, as servers come and go */
    Throttle(IntSupplier connections, Duration firstPause, LongSupplier nanos, String server, Rate rate) {
        this.rate = rate;
        this.connections = connections;
        this.firstPause = firstPause;
        this.nanos = nanos;
        this.server = server;
    }

    /**
     * How many more messages may be claimed.
     *
     * @param held claimed, and not ended yet
     * @param ended how many ended since this was asked last, see {@link #ahead}
     */
    synchronized int room(int held, int ended) {
        long now = nanos.getAsLong();
        if (!pause.isZero()) {
            return held == 0 && now - pausedUntil >= 0 ? 1 : 0;
        }
        if (limit < connections.getAsInt() && now - limitSince >= TRY_MORE.toNanos()) {
            limit++;
            limitSince = now;
        }
        int allowed = allowed();
        return rate.within(Math.max(0, allowed + ahead(ended, allowed) - held));
    }

    /**
     * How many messages are claimed before a connection is free for them. About as many as ended since the last claim end while
     * this claim is made, and as many again until the next one: the connections are to find messages waiting all the while. A
     * slow server ends few, and then few are claimed before their time.
     */
    static int ahead(int ended, int connections) {
        return Math.min(AHEAD * connections, 2 * ended);
    }

    /** So many were claimed. */
    synchronized void claimed(int messages) {
        rate.took(messages);
    }

    /** How many connections may be in use. */
    synchronized int allowed() {
        return Math.min(limit, connections.getAsInt());
    }

    /** @param open connections that the server keeps open for us */
    synchronized void learn(Outcome outcome, int open) {
        if (!(outcome instanceof Outcome.Returned(String why))) {
            if (!pause.isZero() && open > 0) {
                log.info("The mail server {} answers again. Delivery goes on.", server);
                pause = Duration.ZERO;
            }
            return;
        }
        long now = nanos.getAsLong();
        if (open > 0) {
            if (limit >= connections.getAsInt()) {
                log.info("The mail server {} takes no more than {} connections at once.", server, open);
            }
            limit = Math.min(allowed(), open);
            limitSince = now;
            return;
        }
        limit = Integer.MAX_VALUE;
        if (pause.isZero()) {
            log.warn("{} ({}). Messages wait in the outbox; delivery tries again by itself.", why, server);
            pause = firstPause;
        } else if (now - pausedUntil >= 0) {
            pause = pause.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : pause.multipliedBy(2);
        }
        pausedUntil = now + pause.toNanos();
    }
}
