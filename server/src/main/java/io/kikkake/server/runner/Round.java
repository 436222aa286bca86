package io.kikkake.server.runner;

import io.kikkake.engine.Decision;
import io.kikkake.engine.Effect;
import io.kikkake.engine.Engine;
import io.kikkake.engine.Feedback;
import io.kikkake.engine.Input;
import io.kikkake.engine.Reason;
import io.kikkake.engine.ScenarioSet;
import io.kikkake.engine.Suppression;
import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.state.Run;
import io.kikkake.engine.value.Value;
import io.kikkake.server.catalog.Interests;
import io.kikkake.server.catalog.Interests.Interest;
import io.kikkake.server.consent.Confirmations;
import io.kikkake.server.customer.CustomerStore;
import io.kikkake.server.customer.SuppressionChange;
import io.kikkake.server.deed.Deeds;
import io.kikkake.server.deed.Noted;
import io.kikkake.server.delivery.Outbox;
import io.kikkake.server.delivery.Queued;
import io.kikkake.server.ingest.Kind;
import io.kikkake.server.ingest.LogEntry;
import io.kikkake.server.platform.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The customers of one step of a shard: loaded together, decided one input at a time, written together. */
final class Round {

    private static final Logger log = LoggerFactory.getLogger(Round.class);

    private final Connection transaction;
    private final int shard;
    private final ScenarioSet active;
    private final CustomerStore customers;
    private final Outbox outbox;
    private final Interests interests;
    private final List<Interest> interested = new ArrayList<>();
    private final Map<Long, Long> merged = new LinkedHashMap<>();
    private final Instant now;
    private final StateStore stateStore;
    private final Map<Long, CustomerState> before = new HashMap<>();
    private final Map<Long, CustomerState> states = new LinkedHashMap<>();
    private final Map<Long, Long> movedAway = new LinkedHashMap<>();
    private final Set<Long> arrived = new HashSet<>();
    private final Map<Long, CustomerState> others = new HashMap<>();
    private final List<Queued> sends = new ArrayList<>();
    private final Map<String, Set<String>> withdrawn = new LinkedHashMap<>();
    private final Said said;
    private final Confirmations confirmations;
    private final List<SuppressionChange> suppressions = new ArrayList<>();
    private final Map<String, Long> entered = new HashMap<>();
    private final Traces traces = new Traces();
    private final Brakes brakes;
    private final Deeds deeds;
    private final Queue<Effect.TakeCoupon> asked = new ArrayDeque<>();
    private final List<Noted> done = new ArrayList<>();
    private final SplitRows splits = new SplitRows();

    Round(
            Connection transaction,
            int shard,
            ScenarioSet active,
            CustomerStore customers,
            Outbox outbox,
            Brakes brakes,
            Deeds deeds,
            Interests interests,
            Confirmations confirmations,
            Instant now) {
        this.said = new Said(active);
        this.confirmations = confirmations;
        this.brakes = brakes;
        this.deeds = deeds;
        this.interests = interests;
        this.transaction = transaction;
        this.shard = shard;
        this.active = active;
        this.customers = customers;
        this.outbox = outbox;
        this.now = now;
        this.stateStore = new StateStore(transaction, customers);
    }

    /** Loads the customers that something may happen to, and those who may have to be taken over. */
    void load(List<LogEntry> entries, List<Timers.Due> due, Collection<Long> more) throws SQLException {
        Set<Long> touched = new HashSet<>();
        Set<Long> from = new HashSet<>();
        for (LogEntry entry : entries) {
            if (matters(entry)) {
                touched.add(entry.customer());
            }
            if (entry.kind() == Kind.MERGE_INTO) {
                from.add(number(entry, "from"));
            }
        }
        due.forEach(timer -> touched.add(timer.customer()));
        touched.addAll(more);
        if (!touched.isEmpty()) {
            StateStore.Loaded loaded = stateStore.load(touched);
            before.putAll(loaded.states());
            states.putAll(loaded.states());
        }
        if (!from.isEmpty()) {
            StateStore.Loaded loaded = stateStore.load(from);
            others.putAll(loaded.states());
            arrived.addAll(loaded.moved());
        }
    }

    /**
     * Makes the tallies that were asked for only lately, before anything is decided that may depend on them.
     *
     * @param seq up to which the shard's log is decided
     */
    void seed(TallySeeds seeds, long seq) throws SQLException {
        states.putAll(seeds.of(transaction, active, states.values(), seq, now));
        if (!others.isEmpty()) {
            others.putAll(seeds.ofOthers(transaction, active, others.values(), now));
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
    boolean decide(LogEntry entry) throws SQLException {
        switch (entry.kind()) {
            case MERGE_AWAY -> movedAway.put(entry.customer(), number(entry, "into"));
            case MERGE_INTO -> {
                long from = number(entry, "from");
                boolean here = movedAway.containsKey(from);
                if (!here && !arrived.contains(from)) {
                    return false;
                }
                CustomerState other = here ? state(from) : others.getOrDefault(from, CustomerState.unknown(from));
                apply(entry.customer(), new Input.Merged(other), entry.receivedAt(), entry.seq());
                said.united(state(entry.customer()), other);
                merged.put(from, entry.customer());
            }
            case IDENTIFY, TRACK, PAGE, SCREEN, ANSWER, ENROL, MANUAL -> {
                noteInterest(entry);
                if (matters(entry)) {
                    Input input = ShardSteps.input(entry);
                    apply(entry.customer(), input, entry.receivedAt(), entry.seq());
                    said.hear(entry, input, state(entry.customer()));
                    noteSuppression(entry, input);
                }
            }
            case GROUP, ALIAS -> {
                // identity was settled when the entry was written; the rest is for people to read
            }
        }
        return true;
    }

    void decide(Timers.Due timer) throws SQLException {
        if (!movedAway.containsKey(timer.customer())) {
            apply(timer.customer(), timer.input(), now, 0);
        }
    }

    /** What no entry of the log asks for. */
    void decide(long customer, Input input) throws SQLException {
        if (!movedAway.containsKey(customer)) {
            apply(customer, input, now, 0);
        }
    }

    private CustomerState state(long customer) {
        return states.computeIfAbsent(customer, CustomerState::unknown);
    }

    private void apply(long customer, Input input, Instant at, long seq) throws SQLException {
        decide(customer, input, at, seq);
        for (Effect.TakeCoupon coupon = asked.poll(); coupon != null; coupon = asked.poll()) {
            Optional<String> code = deeds.take(transaction, customer, coupon, now);
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
            traces.failed(shard, seq, customer, String.valueOf(e), now);
            return;
        }
        states.put(customer, decision.state());
        for (Effect effect : decision.effects()) {
            note(customer, effect, at);
        }
    }

    private void note(long customer, Effect effect, Instant at) {
        switch (effect) {
            case Effect.Send send -> {
                Run run = send.run();
                sends.add(new Queued(
                        send.id(),
                        customer,
                        run.scenario(),
                        run.version(),
                        run.id(),
                        send.step(),
                        send.message(),
                        send.topic(),
                        run.entry(),
                        run.outputs(),
                        send.channels(),
                        at));
            }
            case Effect.Withdraw withdraw -> {
                sends.removeIf(send -> send.run().equals(withdraw.run()));
                withdrawn
                        .computeIfAbsent(withdraw.reason(), reason -> new HashSet<>())
                        .add(withdraw.run());
            }
            case Effect.Trace trace -> {
                traces.add(customer, trace, at);
                noteEntry(trace);
            }
            case Effect.TakeCoupon coupon -> asked.add(coupon);
            case Effect.SetConsent consent -> said.hear(customer, consent);
            case Effect.SetAttributes ignored -> {
                // they are in the state, and written with it
            }
            case Effect.TookArm took -> splits.took(took, at);
            case Effect.ArmReachedGoal goal -> splits.reachedGoal(goal, at);
            case Effect.Deed deed ->
                done.add(new Noted(customer, state(customer).attributes(), deed, at));
            case Effect.SetTimer ignored -> {
                // the timers are the runs' own; see RunRows
            }
            case Effect.CancelTimer ignored -> {
                // likewise
            }
        }
    }

    /** People, not triggers: who starts over is one of them already. */
    private void noteEntry(Effect.Trace trace) {
        long people = switch (trace.what()) {
            case ENTERED -> 1;
            case RESTARTED -> -1;
            default -> 0;
        };
        if (people != 0) {
            entered.merge(trace.scenario(), people, Long::sum);
        }
    }

    private void noteSuppression(LogEntry entry, Input input) {
        if (!(input instanceof Input.Event event)) {
            return;
        }
        String told = Suppression.address(event, state(entry.customer()).attributes());
        boolean lifted = event.name().equals(Feedback.LIFTED);
        if (told != null || lifted) {
            var reason = lifted
                    ? SuppressionChange.Reason.LIFTED
                    : event.name().equals(Feedback.BOUNCED)
                            ? SuppressionChange.Reason.BOUNCED
                            : SuppressionChange.Reason.COMPLAINED;
            suppressions.add(
                    new SuppressionChange(entry.customer(), told == null ? "" : told, reason, entry.timestamp()));
        }
    }

    /** Messages of a scenario that is about to reach too many are held. */
    private List<Queued> hold() throws SQLException {
        Set<String> sending = new HashSet<>();
        sends.forEach(send -> sending.add(send.scenario()));
        Set<String> stopped = entered.isEmpty() && sending.isEmpty()
                ? Set.of()
                : brakes.stopped(transaction, shard, active, entered, sending, now);
        List<Queued> held =
                sends.stream().filter(send -> stopped.contains(send.scenario())).toList();
        sends.removeIf(send -> stopped.contains(send.scenario()));
        for (Queued send : held) {
            traces.add(
                    send.customer(),
                    new Effect.Trace(
                            send.scenario(),
                            send.version(),
                            send.run(),
                            null,
                            send.step(),
                            Effect.What.HELD,
                            Reason.BRAKE.code(),
                            null),
                    now);
        }
        return held;
    }

    private void noteInterest(LogEntry entry) {
        if (entry.kind() == Kind.TRACK && interests.events().contains(entry.name())) {
            Interest interest =
                    Interests.of(entry.name(), entry.customer(), Json.object(entry.properties()), entry.timestamp());
            if (interest != null) {
                interested.add(interest);
            }
        }
    }

    boolean hasDeeds() {
        return !done.isEmpty();
    }

    /** Splits that somebody took an arm of, or reached the goal after. */
    Set<SplitRows.Split> splits() {
        return splits.touched();
    }

    boolean handedOver() {
        return !movedAway.isEmpty();
    }

    void write() throws SQLException {
        var attributes = new LinkedHashMap<Long, Value.ObjectOf>();
        var changed = new ArrayList<CustomerState>();
        var runs = new RunRows(transaction, shard);
        var timers = new TimerRows(transaction, shard);
        for (CustomerState state : states.values()) {
            CustomerState was = before.getOrDefault(state.id(), CustomerState.unknown(state.id()));
            if (state == was || state.equals(was)) {
                continue;
            }
            if (!state.attributes().equals(was.attributes())) {
                attributes.put(state.id(), state.attributes());
            }
            changed.add(state);
            runs.compare(was, state, movedAway.containsKey(state.id()));
            timers.compare(was, state, movedAway.containsKey(state.id()));
        }
        movedAway.keySet().forEach(customer -> {
            runs.leave(state(customer));
            timers.compare(state(customer), state(customer), true);
        });
        customers.saveAttributes(transaction, attributes);
        stateStore.save(changed, movedAway);
        runs.write();
        timers.write();
        customers.saveSuppressions(transaction, suppressions);
        List<Queued> held = hold();
        sends.addAll(said.write(transaction, customers, confirmations, now));
        traces.write(transaction, shard);
        interests.add(transaction, interested);
        for (var merge : merged.entrySet()) {
            interests.merge(transaction, merge.getKey(), merge.getValue());
        }
        if (!sends.isEmpty()) {
            outbox.add(transaction, sends, now);
        }
        if (!held.isEmpty()) {
            outbox.hold(transaction, held, now);
        }
        deeds.write(transaction, done);
        splits.write(transaction, shard);
        for (var entry : withdrawn.entrySet()) {
            outbox.withdraw(transaction, entry.getValue(), entry.getKey(), now);
        }
    }

    private static long number(LogEntry entry, String field) {
        return Json.object(entry.properties()).at(field) instanceof Value.Number(var number)
                ? number.longValueExact()
                : 0;
    }
}
