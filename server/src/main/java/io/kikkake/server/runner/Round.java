package io.kikkake.server.runner;

import io.kikkake.engine.Decision;
import io.kikkake.engine.Effect;
import io.kikkake.engine.Engine;
import io.kikkake.engine.Input;
import io.kikkake.engine.ScenarioSet;
import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.state.Run;
import io.kikkake.server.catalog.Interests;
import io.kikkake.server.catalog.Interests.Interest;
import io.kikkake.server.ingest.Kind;
import io.kikkake.server.ingest.LogEntry;
import io.kikkake.server.platform.Json;
import io.kikkake.server.runner.Batches.Batch;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The customers of one step of a shard: loaded together and decided one input at a time. */
final class Round<X extends Exception> {

    private static final Logger log = LoggerFactory.getLogger(Round.class);

    /** After the name of every timer. */
    private static final String LAST = "\uffff";

    private final StepStore<X> store;
    private final ScenarioSet active;
    private final Set<String> interesting;
    private final Instant now;
    private final Map<Long, CustomerState> before = new HashMap<>();
    private final Map<Long, CustomerState> states = new LinkedHashMap<>();
    private final Map<Long, Long> movedAway = new LinkedHashMap<>();
    private final Set<Long> arrived = new HashSet<>();
    private final Map<Long, CustomerState> others = new HashMap<>();
    private final Queue<Effect.TakeCoupon> asked = new ArrayDeque<>();
    private final Decided decided;

    /** @param interesting events that tell of interest in products */
    Round(StepStore<X> store, ScenarioSet active, Set<String> interesting, Instant now) {
        this.store = store;
        this.active = active;
        this.interesting = interesting;
        this.now = now;
        this.decided = new Decided(active);
    }

    /** Loads the customers that something may happen to, and those who may have to be taken over. */
    void load(List<LogEntry> entries, List<Timers.Due> due, Collection<Long> more) throws X {
        Set<Long> touched = new HashSet<>();
        Set<Long> from = new HashSet<>();
        for (LogEntry entry : entries) {
            if (matters(entry)) {
                touched.add(entry.customer());
            }
            if (entry.kind() == Kind.MERGE_INTO) {
                from.add(Inputs.other(entry, "from"));
            }
        }
        due.forEach(timer -> touched.add(timer.customer()));
        touched.addAll(more);
        if (!touched.isEmpty()) {
            StateStore.Loaded loaded = store.load(touched);
            before.putAll(loaded.states());
            states.putAll(loaded.states());
        }
        if (!from.isEmpty()) {
            StateStore.Loaded loaded = store.load(from);
            others.putAll(loaded.states());
            arrived.addAll(loaded.moved());
        }
    }

    /**
     * Makes the tallies that were asked for only lately, before anything is decided that may depend on them.
     *
     * @param seq up to which the shard's log is decided
     */
    void seed(long seq) throws X {
        states.putAll(store.seeded(states.values(), seq));
        if (!others.isEmpty()) {
            others.putAll(store.seededOthers(others.values()));
        }
    }

    private boolean matters(LogEntry entry) {
        return switch (entry.kind()) {
            case IDENTIFY, MERGE_AWAY, MERGE_INTO, ANSWER, ENROL, MANUAL -> true;
            case TRACK, PAGE, SCREEN -> active.listens(entry.name());
            case GROUP, ALIAS -> false;
        };
    }

    /** @return false where the entry has to wait until another shard has let go of a customer */
    boolean decide(LogEntry entry) throws X {
        switch (entry.kind()) {
            case MERGE_AWAY -> {
                catchUp(entry.customer(), entry.receivedAt(), "");
                movedAway.put(entry.customer(), Inputs.other(entry, "into"));
            }
            case MERGE_INTO -> {
                long from = Inputs.other(entry, "from");
                boolean here = movedAway.containsKey(from);
                if (!here && !arrived.contains(from)) {
                    return false;
                }
                catchUp(entry.customer(), entry.receivedAt(), "");
                CustomerState other = here ? state(from) : others.getOrDefault(from, CustomerState.unknown(from));
                apply(entry.customer(), new Input.Merged(other), entry.receivedAt(), entry.seq());
                decided.merge(state(entry.customer()), other);
                moveAdopted(entry);
            }
            case IDENTIFY, TRACK, PAGE, SCREEN, ANSWER, ENROL, MANUAL -> {
                noteInterest(entry);
                if (matters(entry)) {
                    catchUp(entry.customer(), entry.receivedAt(), "");
                    Input input = Inputs.of(entry);
                    apply(entry.customer(), input, entry.receivedAt(), entry.seq());
                    decided.note(entry, input, state(entry.customer()));
                }
            }
            case GROUP, ALIAS -> {
                // identity was settled when the entry was written; the rest is for people to read
            }
        }
        return true;
    }

    /**
     * Runs of older versions that came from another customer go over to the new one where running customers were asked to: that
     * move may have passed here before they came.
     */
    private void moveAdopted(LogEntry merge) throws X {
        for (Run run : state(merge.customer()).runs()) {
            OptionalInt current = active.currentVersion(run.scenario());
            if (current.isPresent() && current.getAsInt() != run.version()) {
                Optional<Batch> move = store.move(run.scenario(), current.getAsInt());
                if (move.isPresent()) {
                    Input moved = new Input.Moved(run.scenario(), move.get().steps());
                    apply(merge.customer(), moved, merge.receivedAt(), merge.seq());
                }
            }
        }
    }

    void decide(Timers.Due timer) throws X {
        if (!movedAway.containsKey(timer.customer())) {
            catchUp(timer.customer(), timer.due(), timer.name());
            apply(timer.customer(), timer.input(), now, 0);
        }
    }

    /** What no entry of the log asks for. */
    void decide(long customer, Input input) throws X {
        if (!movedAway.containsKey(customer)) {
            catchUp(customer, now, LAST);
            apply(customer, input, now, 0);
        }
    }

    /**
     * Decides the customer's timers that come before the moment, earliest first, also those which are set on the way. The
     * state knows them, whichever of them the step was given: so it makes no difference how inputs fall into steps.
     *
     * @param name of the first timer due at the moment that does not come before it
     */
    private void catchUp(long customer, Instant moment, String name) throws X {
        Set<Timers.Due> fired = Set.of();
        Timers.Due next = Timers.first(state(customer), fired);
        while (next != null && next.isBefore(moment, name)) {
            fired = fired.isEmpty() ? new HashSet<>() : fired;
            fired.add(next);
            apply(customer, next.input(), now, 0);
            next = Timers.first(state(customer), fired);
        }
    }

    private CustomerState state(long customer) {
        return states.computeIfAbsent(customer, CustomerState::unknown);
    }

    private void apply(long customer, Input input, Instant at, long seq) throws X {
        decide(customer, input, at, seq);
        for (Effect.TakeCoupon coupon = asked.poll(); coupon != null; coupon = asked.poll()) {
            Optional<String> code = store.take(customer, coupon);
            Map<String, String> value = code.map(text -> Map.of("code", text)).orElse(Map.of());
            Run run = coupon.run();
            decide(
                    customer,
                    new Input.Answered(
                            run.id(), run.step(), run.visit(), code.isPresent(), Json.read(Json.write(value))),
                    at,
                    seq);
        }
    }

    private void decide(long customer, Input input, Instant at, long seq) {
        CustomerState state = state(customer);
        Decision decision;
        try {
            decision = Engine.decide(active, state, input, at);
        } catch (RuntimeException e) {
            // decide is total; should it ever not be, one customer's input must not stop everybody else's
            log.error("Input {} of customer {} could not be decided", seq, customer, e);
            decided.fail(new Decided.Failed(seq, customer, String.valueOf(e), now));
            return;
        }
        states.put(customer, decision.state());
        for (Effect effect : decision.effects()) {
            decided.note(decision.state(), effect, at);
            if (effect instanceof Effect.TakeCoupon coupon) {
                asked.add(coupon);
            }
        }
    }

    private void noteInterest(LogEntry entry) {
        if (entry.kind() == Kind.TRACK && interesting.contains(entry.name())) {
            Interest interest =
                    Interests.of(entry.name(), entry.customer(), Json.object(entry.properties()), entry.timestamp());
            if (interest != null) {
                decided.interest(interest);
            }
        }
    }

    /** Ends the round: what has become of its customers. */
    Decided decided() {
        for (CustomerState state : states.values()) {
            CustomerState was = before.getOrDefault(state.id(), CustomerState.unknown(state.id()));
            if (state != was && !state.equals(was)) {
                decided.change(new Decided.Changed(was, state, movedAway.containsKey(state.id())));
            }
        }
        movedAway.forEach((customer, into) -> decided.leave(new Decided.Left(state(customer), into)));
        return decided;
    }
}
