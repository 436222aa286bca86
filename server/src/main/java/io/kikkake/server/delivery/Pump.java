package io.kikkake.server.delivery;

import io.kikkake.server.customer.Customers;
import io.kikkake.server.customer.Profile;
import io.kikkake.server.customer.Representatives;
import io.kikkake.server.customer.Representatives.Representative;
import io.kikkake.server.message.Owner;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empties the outbox. One thread owns all claims: each of its transactions records the attempts that ended since the last one and
 * claims as many messages as there are free connections. So commits are shared, and a message is marked as being sent only while a
 * connection really has it.
 */
final class Pump implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Pump.class);
    private static final long LOOK_AGAIN_MILLIS = 1000;

    private final Claims claims;
    private final Postman postman;
    private final SmtpPool pool;
    private final Customers customers;
    private final Representatives representatives;
    private final TopicRules topics;
    private final Signal signal;
    private final Clock clock;
    private final Throttle throttle;
    private final DeliveryMetrics metrics;

    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
    private final ConcurrentLinkedQueue<Attempt> ended = new ConcurrentLinkedQueue<>();
    private final List<Attempt> unrecorded = new ArrayList<>();
    private int sending;
    private boolean databaseFailed;
    private volatile boolean running = true;

    Pump(
            Claims claims,
            Postman postman,
            SmtpPool pool,
            Customers customers,
            Representatives representatives,
            TopicRules topics,
            Signal signal,
            Clock clock,
            Throttle throttle,
            DeliveryMetrics metrics) {
        this.claims = claims;
        this.postman = postman;
        this.pool = pool;
        this.customers = customers;
        this.representatives = representatives;
        this.topics = topics;
        this.signal = signal;
        this.clock = clock;
        this.throttle = throttle;
        this.metrics = metrics;
    }

    @Override
    public void run() {
        try {
            recover();
            while (running || sends() || mustRecord()) {
                turn();
                signal.await(LOOK_AGAIN_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            senders.shutdown();
            pool.close();
        }
    }

    /** No more claims; {@link #run} returns once what is being sent has ended and is recorded. */
    void stop() {
        running = false;
        signal.raise();
    }

    boolean sends() {
        return sending > 0;
    }

    boolean mustRecord() {
        return !unrecorded.isEmpty();
    }

    /** Whatever was in somebody's hands when the last process ended may have been sent or not. */
    void recover() throws InterruptedException {
        while (running) {
            try {
                for (Claim claim : claims.unfinished()) {
                    Outcome outcome = topics.atLeastOnce(claim.topic())
                            ? new Outcome.Returned(null)
                            : new Outcome.Unknown("Kikkake stopped while the message was being handed over.");
                    unrecorded.add(Attempt.of(claim, outcome, clock.instant()));
                }
                return;
            } catch (SQLException | RuntimeException e) {
                databaseFailed(e);
                signal.await(LOOK_AGAIN_MILLIS);
            }
        }
    }

    /** Records what has ended, claims what there is room for, and hands it to senders. */
    void turn() {
        for (Attempt one = ended.poll(); one != null; one = ended.poll()) {
            sending--;
            unrecorded.add(one);
        }
        int room = running ? throttle.room(sending) : 0;
        pool.closeIdle();
        if (room == 0 && unrecorded.isEmpty()) {
            return;
        }
        List<Claim> claimed;
        try {
            claimed = claims.exchange(unrecorded, room, clock.instant());
        } catch (SQLException | RuntimeException e) {
            databaseFailed(e);
            return;
        }
        databaseFailed = false;
        unrecorded.forEach(metrics::ended);
        unrecorded.clear();
        if (!claimed.isEmpty()) {
            handOut(claimed);
        }
    }

    private void handOut(List<Claim> claimed) {
        sending += claimed.size();
        try {
            Map<Long, Profile> profiles =
                    customers.profiles(claimed.stream().map(Claim::customer).toList());
            List<Representative> all = representatives.all();
            for (Claim claim : claimed) {
                handOut(claim, profiles.get(claim.customer()), all);
            }
        } catch (RuntimeException e) {
            databaseFailed(e);
            claimed.forEach(claim -> end(Attempt.of(claim, new Outcome.Returned(null), clock.instant())));
        }
    }

    private void handOut(Claim claim, @Nullable Profile profile, List<Representative> all) {
        Optional<Outcome.Blocked> blocked = postman.guard(claim, profile);
        if (blocked.isPresent() || profile == null) {
            end(Attempt.of(claim, blocked.orElseThrow(), clock.instant()));
            return;
        }
        Owner owner = Owners.of(profile, all);
        senders.execute(() -> {
            Attempt attempt = postman.deliver(claim, profile, owner, pool);
            throttle.learn(attempt.outcome(), pool.open());
            end(attempt);
        });
    }

    private void end(Attempt attempt) {
        ended.add(attempt);
        signal.raise();
    }

    private void databaseFailed(Exception e) {
        if (!databaseFailed) {
            log.error("The outbox cannot be read or written. Delivery pauses and tries again every second.", e);
        }
        databaseFailed = true;
    }
}
