package io.kikkake.server.delivery;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The mail servers there are. Each letter goes to one that works and has a connection to spare, by weight; if it cannot be reached, to
 * another. A slow server holds its own connections and nobody else's.
 */
final class Relays implements AutoCloseable {

    /** Until a connection is free again, about. */
    private static final Duration SOON = Duration.ofMillis(500);

    /** What came of a letter. */
    sealed interface Course {

        /** A server answered. */
        record Answered(String server, Reply reply) implements Course {}

        /** All that work are busy. */
        record Busy(Duration about) implements Course {}

        /** None works. */
        record Down(String why) implements Course {}
    }

    private final List<Relay> all;

    Relays(List<Relay> all) {
        this.all = List.copyOf(all);
    }

    Course send(Letter letter, String id, String house) {
        Set<Relay> tried = new HashSet<>();
        Course last = null;
        for (Relay relay = choose(tried); relay != null; relay = choose(tried)) {
            Reply reply = deliver(relay, letter, id, house);
            last = new Course.Answered(relay.name(), reply);
            if (!mayTryAnother(reply)) {
                return last;
            }
            tried.add(relay);
        }
        // Who could not be asked yet may take it: a refusal that blames no letter is the answer only once all gave it.
        if (last instanceof Course.Answered answered && answered.reply() instanceof Reply.Refused && !isBusy(tried)) {
            return answered;
        }
        return nobody(tried);
    }

    private static Reply deliver(Relay relay, Letter letter, String id, String house) {
        Reply reply = new Reply.Cut("it was not attempted");
        try {
            reply = relay.pool().send(letter, id);
            return reply;
        } finally {
            relay.end(reply, house);
        }
    }

    /** Only what a server certainly did not take, and another may. */
    private static boolean mayTryAnother(Reply reply) {
        return switch (reply) {
            case Reply.Unreachable unreachable -> true;
            case Reply.Refused refused -> {
                Fault fault = Fault.of(refused);
                boolean tooBig = refused.code() == 552 && fault == Fault.CONTENT;
                yield fault == Fault.OURS || tooBig;
            }
            default -> false;
        };
    }

    private synchronized @Nullable Relay choose(Set<Relay> tried) {
        List<Relay> free = all.stream()
                .filter(relay -> !tried.contains(relay) && relay.hasRoom())
                .toList();
        // One that is to be asked whether it works again is asked first: this letter finds another server if it does
        // not.
        Relay chosen = free.stream()
                .filter(relay -> relay.isLeftAlone() && relay.admits())
                .findFirst()
                .orElse(null);
        if (chosen == null) {
            long most = Long.MIN_VALUE;
            long gained = 0;
            for (Relay relay : free) {
                if (!relay.isLeftAlone()) {
                    gained += relay.terms().weight();
                    long turn = relay.gain();
                    if (turn > most) {
                        most = turn;
                        chosen = relay;
                    }
                }
            }
            if (chosen != null) {
                chosen.pay(gained);
            }
        }
        if (chosen != null) {
            chosen.begin();
        }
        return chosen;
    }

    private boolean isBusy(Set<Relay> tried) {
        return all.stream().anyMatch(relay -> !tried.contains(relay) && !relay.isLeftAlone());
    }

    private Course nobody(Set<Relay> tried) {
        if (isBusy(tried)) {
            return new Course.Busy(SOON);
        }
        String why = all.stream()
                .filter(relay -> relay.why() != null)
                .map(relay -> all.size() == 1 ? String.valueOf(relay.why()) : relay.name() + ": " + relay.why())
                .collect(Collectors.joining("; "));
        return new Course.Down(why.isEmpty() ? "it takes no more connections" : why);
    }

    /** Whether any of them takes letters. */
    boolean work() {
        return all.stream().anyMatch(relay -> !relay.isLeftAlone());
    }

    /** How many letters may be in their hands at once, 1–200. */
    int connections() {
        return Math.clamp(all.stream().mapToInt(Relay::allowed).sum(), 1, 200);
    }

    /** How many messages a second those that work take together; 0: any number. */
    int rate() {
        List<Relay> working = all.stream().filter(relay -> !relay.isLeftAlone()).toList();
        boolean bounded = working.stream().allMatch(relay -> relay.terms().rate() > 0);
        return bounded
                ? working.stream().mapToInt(relay -> relay.terms().rate()).sum()
                : 0;
    }

    int open() {
        return all.stream().mapToInt(relay -> relay.pool().open()).sum();
    }

    List<Relay> all() {
        return all;
    }

    void rest() {
        all.forEach(relay -> relay.pool().closeIdle());
    }

    @Override
    public void close() {
        all.forEach(relay -> relay.pool().close());
    }
}
