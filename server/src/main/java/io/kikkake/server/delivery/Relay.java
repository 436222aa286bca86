package io.kikkake.server.delivery;

import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One mail server as we know it: its connections, how many of them it bears, how fast it may be sent to, and whether it works. What it
 * counts is guarded by {@link Relays}, but the sending itself is not.
 */
final class Relay {

    private static final Logger log = LoggerFactory.getLogger(Relay.class);
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    /** Until somebody has corrected the settings. */
    private static final Duration OUR_FAULT = Duration.ofMinutes(1);

    private static final Duration TRY_MORE = Duration.ofSeconds(10);
    /** So many letters in a row that broke off: it does not work although it can be reached. */
    private static final int STRIKES = 3;
    /** One house that is not relayed to says nothing about the others. */
    private static final int HOUSES = 2;

    enum Kind {
        ACCEPTED,
        REFUSED,
        /** It could not be reached, or the connection broke. */
        BROKEN;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** @param rate messages a second; 0: any number */
    record Terms(String name, int weight, int connections, int rate) {}

    /** @param why it does not work; null where it does */
    record View(
            String name,
            String address,
            String state,
            @Nullable String why,
            int weight,
            int connections,
            int open,
            int sending,
            int rate,
            long accepted,
            long refused,
            long broken) {}

    private final Terms terms;
    private final Supplier<MailServer> server;
    private final SmtpPool pool;
    private final LongSupplier nanos;
    private final Breaker breaker = new Breaker(FIRST, LONGEST);
    private final Rate rate;
    private final Set<String> notRelayed = new HashSet<>();

    private int sending;
    private int limit = Integer.MAX_VALUE;
    private long limitSince;
    private int strikes;
    private long turn;
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);

    Relay(Terms terms, Supplier<MailServer> server, SmtpPool pool, LongSupplier nanos) {
        this.terms = terms;
        this.server = server;
        this.pool = pool;
        this.nanos = nanos;
        this.rate = new Rate(terms.rate(), nanos);
    }

    String name() {
        return terms.name();
    }

    Terms terms() {
        return terms;
    }

    SmtpPool pool() {
        return pool;
    }

    /** How many connections it may have now; none while it does not work. */
    synchronized int allowed() {
        return isLeftAlone() ? 0 : Math.min(terms.connections(), limit);
    }

    synchronized boolean isLeftAlone() {
        return breaker.state(nanos.getAsLong()) != Breaker.State.CLOSED;
    }

    /** Whether a connection is free and the rate allows a letter. Does not ask whether it works. */
    synchronized boolean hasRoom() {
        long now = nanos.getAsLong();
        if (limit < terms.connections() && now - limitSince >= TRY_MORE.toNanos()) {
            limit++;
            limitSince = now;
        }
        return sending < Math.min(terms.connections(), limit) && rate.within(1) > 0;
    }

    /** Whether it works, or is asked again with this letter. */
    boolean admits() {
        return breaker.admits(nanos.getAsLong());
    }

    synchronized void begin() {
        sending++;
        rate.took(1);
    }

    /** Smooth weighted round robin: each round everybody gains its weight, and who goes pays what all gained. */
    synchronized long gain() {
        turn += terms.weight();
        return turn;
    }

    synchronized void pay(long all) {
        turn -= all;
    }

    /** @param house the recipient's domain */
    synchronized void end(Reply reply, String house) {
        sending--;
        switch (reply) {
            case Reply.Accepted taken -> {
                note(Kind.ACCEPTED);
                works();
            }
            case Reply.Refused no -> refusal(no, house);
            case Reply.Cut(String why) -> strike(why);
            case Reply.Silence(String why) -> strike(why);
            case Reply.Unreachable(String why, boolean ours) -> unreachable(why, ours);
        }
    }

    private void works() {
        strikes = 0;
        notRelayed.clear();
        if (breaker.passed()) {
            log.info("The mail server {} answers again.", terms.name());
        }
    }

    private void refusal(Reply.Refused no, String house) {
        note(Kind.REFUSED);
        if (Fault.of(no) == Fault.OURS) {
            notRelayed.add(house);
            if (Fault.isLogin(no) || notRelayed.size() >= HOUSES || isLeftAlone()) {
                fails(OUR_FAULT, "it takes nothing from us: " + no.words());
            }
        } else if (no.closing()) {
            strike(no.words());
        } else {
            works();
        }
    }

    private void strike(String why) {
        note(Kind.BROKEN);
        strikes++;
        if (strikes >= STRIKES || isLeftAlone()) {
            fails(FIRST, why);
        }
    }

    private void unreachable(String why, boolean ours) {
        int open = pool.open();
        if (open > 0 && !ours) {
            limit = Math.min(Math.min(terms.connections(), limit), open);
            limitSince = nanos.getAsLong();
            return;
        }
        note(Kind.BROKEN);
        limit = Integer.MAX_VALUE;
        fails(ours ? OUR_FAULT : FIRST, why);
    }

    private void fails(Duration pause, String why) {
        if (breaker.why() == null) {
            log.warn("The mail server {} is left alone for a while: {}", terms.name(), why);
        }
        breaker.failed(nanos.getAsLong(), pause, why);
        pool.close();
    }

    private void note(Kind kind) {
        counts.merge(kind, 1L, Long::sum);
    }

    synchronized long count(Kind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    @Nullable
    String why() {
        return breaker.why();
    }

    synchronized View view() {
        return new View(
                terms.name(),
                server.get().toString(),
                breaker.state(nanos.getAsLong()).word(),
                breaker.why(),
                terms.weight(),
                Math.min(terms.connections(), limit),
                pool.open(),
                sending,
                terms.rate(),
                count(Kind.ACCEPTED),
                count(Kind.REFUSED),
                count(Kind.BROKEN));
    }
}
