package io.kikkake.server.delivery;

import io.kikkake.server.channel.Channel;
import io.kikkake.server.customer.Customers;
import io.kikkake.server.customer.Profile;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empties the outbox of one channel's messages. One thread owns all claims: each of its transactions records the attempts that ended since the last one and
 * claims as many messages as there are free connections, and some more for those that get free before the next one. So commits are
 * shared, and few messages are marked as being sent that no connection has yet.
 */
final class Pump implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Pump.class);
    private static final long LOOK_AGAIN_MILLIS = 1000;
    private static final long GATHER_MILLIS = 2;
    private static final Duration AFTER_AN_ERROR = Duration.ofMinutes(1);

    private final Claims claims;
    private final Postman postman;
    private final Channel channel;
    private final Customers customers;
    private final Owners owners;
    private final TopicRules topics;
    private final Signal signal;
    private final Clock clock;
    private final Throttle throttle;
    private final DeliveryMetrics metrics;
    private final Echo echo;
    private final Ledger ledger;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Waiting<Claimed> waiting = new Waiting<>();
    private final AtomicInteger senders = new AtomicInteger();
    private final ConcurrentLinkedQueue<Attempt> ended = new ConcurrentLinkedQueue<>();
    private final List<Attempt> unrecorded = new ArrayList<>();
    /** Ids of messages that are marked as being sent and not yet recorded otherwise. */
    private final Set<String> held = new HashSet<>();
    /** Those of them that are newsletters. */
    private final Set<String> heldNewsletters = new HashSet<>();

    private boolean backlog;
    private boolean databaseFailed;
    private volatile boolean running = true;

    Pump(
            Claims claims,
            Postman postman,
            Channel channel,
            Customers customers,
            Owners owners,
            TopicRules topics,
            Signal signal,
            Clock clock,
            Throttle throttle,
            DeliveryMetrics metrics,
            Echo echo,
            Ledger ledger) {
        this.claims = claims;
        this.postman = postman;
        this.channel = channel;
        this.customers = customers;
        this.owners = owners;
        this.topics = topics;
        this.signal = signal;
        this.clock = clock;
        this.throttle = throttle;
        this.metrics = metrics;
        this.echo = echo;
        this.ledger = ledger;
    }

    @Override
    public void run() {
        try {
            recover();
            while (running || isBusy()) {
                turn();
                ledger.tidy(threads, clock.instant());
                signal.await(LOOK_AGAIN_MILLIS);
                if (databaseFailed) {
                    TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
                } else if (backlog) {
                    // More connections get free meanwhile, and share the next commit.
                    TimeUnit.MILLISECONDS.sleep(GATHER_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            threads.shutdown();
            channel.close();
        }
    }

    /** No more claims; {@link #run} returns once what is being sent has ended and is recorded. */
    void stop() {
        running = false;
        signal.raise();
    }

    /** Whether something is being sent or is still to be recorded. */
    boolean isBusy() {
        return !held.isEmpty() || !unrecorded.isEmpty();
    }

    /** Whatever was in somebody's hands when the last process ended may have been sent or not. */
    void recover() throws InterruptedException {
        while (running) {
            try {
                for (Claim claim : claims.unfinished(channel.id())) {
                    boolean again =
                            topics.atLeastOnce(claim.topic()) || Postman.isRemembered(claim, channel, clock.instant());
                    Outcome outcome = again
                            ? new Outcome.Returned(null)
                            : new Outcome.Unknown("Kikkake stopped while the message was being handed over.");
                    hold(claim);
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
            unrecorded.add(one);
        }
        int room = running ? throttle.room(held.size() - unrecorded.size(), unrecorded.size()) : 0;
        channel.rest();
        if (room == 0 && unrecorded.isEmpty()) {
            return;
        }
        try {
            if (databaseFailed) {
                giveBackUnknownClaims();
            }
            int most = newsletters(room);
            List<Claim> claimed =
                    claims.exchange(channel.id(), unrecorded, new Claims.Room(room, most), clock.instant());
            throttle.claimed(claimed.size());
            backlog = room > 0 ? claimed.size() >= Math.min(room, Math.max(1, most)) : backlog;
            recorded();
            handOut(claimed);
            databaseFailed = false;
        } catch (SQLException | RuntimeException e) {
            databaseFailed(e);
        }
    }

    /** How many newsletters may be claimed: for the connections that they may use. */
    private int newsletters(int room) {
        int ended = (int)
                unrecorded.stream().filter(one -> one.claim().isNewsletter()).count();
        int inHand = heldNewsletters.size() - ended;
        int share = newsletterShare();
        return Math.clamp((long) share + Throttle.ahead(ended, share) - inHand, 0, room);
    }

    /** A slow server must not have all connections taken by newsletters: a quarter is kept for what somebody waits for. */
    private int newsletterShare() {
        int allowed = throttle.allowed();
        return Math.max(1, allowed - (allowed + 3) / 4);
    }

    private boolean hold(Claim claim) {
        if (claim.isNewsletter()) {
            heldNewsletters.add(claim.id());
        }
        return held.add(claim.id());
    }

    /** A commit whose answer got lost may have claimed messages that nobody has. */
    private void giveBackUnknownClaims() throws SQLException {
        Instant now = clock.instant();
        for (Claim claim : claims.unfinished(channel.id())) {
            if (hold(claim)) {
                unrecorded.add(Attempt.of(claim, new Outcome.Returned(null), now));
            }
        }
    }

    private void recorded() {
        for (Attempt one : unrecorded) {
            held.remove(one.claim().id());
            heldNewsletters.remove(one.claim().id());
            metrics.ended(one);
        }
        echo.ended(unrecorded);
        unrecorded.clear();
    }

    private void handOut(List<Claim> claimed) {
        if (claimed.isEmpty()) {
            return;
        }
        claimed.forEach(this::hold);
        try {
            Map<Long, Profile> profiles =
                    customers.profiles(claimed.stream().map(Claim::customer).toList());
            for (Claim claim : claimed) {
                waiting.add(new Claimed(claim, profiles.get(claim.customer())), claim.isNewsletter());
                startSender();
            }
        } catch (RuntimeException e) {
            claimed.forEach(claim -> end(Attempt.of(claim, new Outcome.Returned(null), clock.instant())));
            throw e;
        }
    }

    /** A claimed message and whom it is for. */
    private record Claimed(Claim claim, @Nullable Profile profile) {}

    /** One more sender, unless each connection has one. */
    private void startSender() {
        int running = senders.get();
        while (running < throttle.allowed()) {
            if (senders.compareAndSet(running, running + 1)) {
                threads.execute(this::sendWaiting);
                return;
            }
            running = senders.get();
        }
    }

    private void sendWaiting() {
        for (Claimed one = next(); one != null; one = next()) {
            try {
                end(attempt(one.claim(), one.profile()));
            } finally {
                waiting.ended(one.claim().isNewsletter());
            }
        }
        senders.decrementAndGet();
        if (waiting.hasNext(newsletterShare())) {
            // What was added after the last look found all senders running.
            startSender();
        }
    }

    private @Nullable Claimed next() {
        return waiting.next(newsletterShare());
    }

    private Attempt attempt(Claim claim, @Nullable Profile profile) {
        if (!postman.maySend()) {
            return Attempt.of(claim, new Outcome.Returned(null), clock.instant());
        }
        try {
            Optional<Outcome> blocked = postman.guard(claim, profile, channel);
            if (blocked.isPresent() || profile == null) {
                return Attempt.of(claim, blocked.orElseThrow(), clock.instant());
            }
            Attempt attempt = postman.deliver(claim, profile, owners.of(profile), channel);
            throttle.learn(attempt.outcome(), channel.open());
            return attempt;
        } catch (RuntimeException e) {
            if (!postman.maySend()) {
                return Attempt.of(claim, new Outcome.Returned(null), clock.instant());
            }
            log.error("A message could not be attempted and is tried again in a minute", e);
            Instant now = clock.instant();
            return Attempt.of(
                    claim, new Outcome.Retry("It could not be attempted: " + e, now.plus(AFTER_AN_ERROR)), now);
        }
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
