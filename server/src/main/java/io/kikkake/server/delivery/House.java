package io.kikkake.server.delivery;

import io.kikkake.server.platform.Settings.MailDomain;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One recipient's domain: how fast and how widely it is sent to, and whether it asked us to wait. A message whose turn it is not gets a
 * moment of its own, behind those given out before, so that any number of them waits in the outbox without being looked at again.
 */
final class House {

    private static final double NANOS = 1e9;
    /** No rate is known: those who wait come back so fast. */
    private static final Duration GAP = Duration.ofMillis(20);

    private static final Duration ASKED_TO_WAIT = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(1);

    /** @param waitUntil the last moment given out, while it lies ahead */
    record View(
            String domain,
            String state,
            @Nullable String why,
            double rate,
            int connections,
            int sending,
            @Nullable Instant waitUntil,
            @Nullable Integer today,
            @Nullable Integer sentToday) {}

    private final String domain;
    private final double rate;
    private final int connections;
    private final @Nullable Warming warming;
    private final Breaker breaker = new Breaker(ASKED_TO_WAIT, LONGEST);

    private Instant full = Instant.EPOCH;
    private Instant lastSlot = Instant.EPOCH;
    private Instant lastLateSlot = Instant.EPOCH;
    private int sending;
    private double seconds = 0.2;

    House(String domain, MailDomain plan, @Nullable Warming warming) {
        this.domain = domain;
        this.rate = plan.rate();
        this.connections = plan.connections();
        this.warming = warming;
    }

    /** How long the message has to wait; zero: it is its turn, and counts as sent to the house. */
    synchronized Duration turn(boolean awaited, LocalDate today, Instant now) {
        boolean behindOthers = !awaited && lastSlot.isAfter(now);
        if (behindOthers || sendsEnough() || !conforms(now)) {
            return slot(awaited, now, now);
        }
        if (breaker.state(nanos(now)) != Breaker.State.CLOSED && !breaker.admits(nanos(now))) {
            return slot(awaited, now, now.plus(breaker.left(nanos(now))));
        }
        Optional<Duration> another = warming == null ? Optional.empty() : warming.wait(domain, today, awaited);
        if (another.isPresent()) {
            return another.get();
        }
        take(now);
        return Duration.ZERO;
    }

    /** Just before it leaves: a connection of the house is taken, or a wait is due after all. */
    synchronized Duration begin(Instant now) {
        if (sendsEnough()) {
            return slot(true, now, now);
        }
        sending++;
        return Duration.ZERO;
    }

    /** @param fault what the house found with it; null: it took it, or nothing is known */
    synchronized void end(Duration took, boolean accepted, @Nullable Fault fault, String words, Instant now) {
        sending--;
        seconds += 0.1 * (took.toNanos() / NANOS - seconds);
        if (accepted) {
            breaker.passed();
        } else if (fault == Fault.SLOW_DOWN || fault == Fault.BLOCKED) {
            breaker.failed(nanos(now), words);
        }
    }

    private boolean sendsEnough() {
        return connections > 0 && sending >= connections;
    }

    /** One second's worth may go at once, then one at each interval (a virtual queue, as in ITU-T I.371). */
    private boolean conforms(Instant now) {
        return rate <= 0 || !full.isAfter(now.plus(Duration.ofSeconds(1)).minus(interval()));
    }

    private void take(Instant now) {
        if (rate > 0) {
            full = (full.isAfter(now) ? full : now).plus(interval());
        }
    }

    private Duration slot(boolean awaited, Instant now, Instant earliest) {
        // Who waited already does not go to the end of what may be a queue of hours.
        Instant last = awaited ? lastLateSlot : lastSlot;
        Instant slot = (last.isAfter(earliest) ? last : earliest).plus(interval());
        if (awaited) {
            lastLateSlot = slot;
        } else {
            lastSlot = slot;
        }
        return Duration.between(now, slot);
    }

    private Duration interval() {
        double byRate = rate > 0 ? 1 / rate : 0;
        double byConnections = connections > 0 ? seconds / connections : 0;
        Duration interval = Duration.ofNanos((long) (Math.max(byRate, byConnections) * NANOS));
        return interval.compareTo(GAP) < 0 && rate <= 0 ? GAP : interval;
    }

    /** Whether nothing would be forgotten with it. */
    synchronized boolean isIdle(Instant now) {
        return sending == 0
                && !lastSlot.isAfter(now)
                && !full.isAfter(now)
                && warming == null
                && breaker.state(nanos(now)) == Breaker.State.CLOSED;
    }

    synchronized View view(LocalDate today, Instant now) {
        return new View(
                domain,
                breaker.state(nanos(now)).word(),
                breaker.why(),
                rate,
                connections,
                sending,
                lastSlot.isAfter(now) ? lastSlot : null,
                warming == null ? null : warming.amount(today).orElse(null),
                warming == null ? null : warming.taken(domain, today));
    }

    private static long nanos(Instant now) {
        return Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano());
    }
}
