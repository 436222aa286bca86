package io.kikkake.engine;

import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.state.Run;
import io.kikkake.engine.state.StateCodec;
import io.kikkake.engine.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The runner's contract in memory: a log, and a store that takes one step's states, timers, effects and position at once or
 * not at all. Steps read, decide and write in the order the runner does; a step may be lost before it is written.
 */
final class SimulatedHost {

    /** An entry of the log. @param absorbed the customer who turned out to be this one; else there is an input */
    record Entry(
            long seq,
            long customer,
            @Nullable Input input,
            @Nullable Long absorbed,
            Instant receivedAt) {}

    /** An effect as it was written. */
    record Written(long customer, Effect effect) {}

    private record Timer(String run, long customer, Instant due) {}

    /** What is durable. */
    private static final class Store {
        private final List<Entry> log = new ArrayList<>();
        private final Set<String> seen = new HashSet<>();
        private final Map<Long, byte[]> states = new TreeMap<>();
        private final Map<Long, Value.ObjectOf> attributes = new HashMap<>();
        private final Map<String, Timer> timers = new TreeMap<>();
        private final List<Written> effects = new ArrayList<>();
        private final Set<Long> gone = new HashSet<>();
        private int position;
        private long fired;
    }

    private final Store store;
    private ScenarioSet active;
    private Instant now;
    private long decisions;

    SimulatedHost(ScenarioSet active, Instant now) {
        this(active, now, new Store());
    }

    private SimulatedHost(ScenarioSet active, Instant now, Store store) {
        this.active = active;
        this.now = now;
        this.store = store;
    }

    /** Another process on the same store: nothing in memory comes along. */
    SimulatedHost restarted() {
        return new SimulatedHost(active, now, store);
    }

    void publish(ScenarioSet next) {
        active = next;
    }

    /** Accepts an event; one whose messageId was seen before is accepted and ignored. */
    void accept(String messageId, long customer, Input.Event event) {
        if (store.seen.add(messageId)) {
            store.log.add(new Entry(event.id(), customer, event, null, now));
        }
    }

    void identify(long customer, Input.Identified identified) {
        store.log.add(new Entry(identified.id(), customer, identified, null, now));
    }

    void merge(long seq, long survivor, long absorbed) {
        store.log.add(new Entry(seq, survivor, null, absorbed, now));
    }

    void pass(Instant until) {
        now = until;
    }

    /**
     * Decides what came in and what is due, in the runner's order, batch by batch.
     *
     * @param lost asked before each write: the process dies there, and its successor begins the step anew
     */
    void decideAll(int limit, BooleanSupplier lost) {
        boolean more = true;
        while (more) {
            int entries = Math.min(limit, store.log.size() - store.position);
            Instant horizon = entries == limit
                    ? store.log.get(store.position + entries - 1).receivedAt()
                    : now;
            List<Timer> due = store.timers.values().stream()
                    .filter(timer -> !timer.due().isAfter(horizon))
                    .sorted(Comparator.comparing(Timer::due).thenComparing(Timer::run))
                    .limit(limit)
                    .toList();
            var step = new StepOf(store.log.subList(store.position, store.position + entries), due);
            step.decide();
            if (!lost.getAsBoolean()) {
                step.write();
                more = entries == limit || !due.isEmpty();
            }
        }
    }

    List<Written> effects() {
        return store.effects;
    }

    /** By customer: what the store would give the next process. */
    Map<Long, CustomerState> states() {
        var states = new TreeMap<Long, CustomerState>();
        store.states.keySet().forEach(id -> states.put(id, load(id)));
        return states;
    }

    /** By run, as the effects told. */
    Map<String, Instant> timers() {
        var dues = new TreeMap<String, Instant>();
        store.timers.forEach((run, timer) -> dues.put(run, timer.due()));
        return dues;
    }

    long decisions() {
        return decisions;
    }

    /** Timers that moved a run. */
    long fired() {
        return store.fired;
    }

    private CustomerState load(long customer) {
        return StateCodec.read(
                store.states.getOrDefault(customer, new byte[0]),
                customer,
                store.attributes.getOrDefault(customer, Value.ObjectOf.EMPTY));
    }

    /** One step: what it has decided is nothing until it is written. */
    private final class StepOf {
        private final List<Entry> entries;
        private final List<Timer> due;
        private final Map<Long, CustomerState> states = new HashMap<>();
        private final Set<Long> gone = new HashSet<>();
        private final List<Written> effects = new ArrayList<>();
        private long fired;

        StepOf(List<Entry> entries, List<Timer> due) {
            this.entries = List.copyOf(entries);
            this.due = due;
        }

        void decide() {
            int timer = 0;
            for (Entry entry : entries) {
                while (timer < due.size() && due.get(timer).due().isBefore(entry.receivedAt())) {
                    fire(due.get(timer++));
                }
                if (entry.absorbed() != null) {
                    gone.add(entry.absorbed());
                    apply(entry.customer(), new Input.Merged(state(entry.absorbed())), entry.receivedAt());
                } else if (entry.input() != null) {
                    apply(entry.customer(), entry.input(), entry.receivedAt());
                }
            }
            while (timer < due.size()) {
                fire(due.get(timer++));
            }
        }

        private void fire(Timer timer) {
            if (!gone.contains(timer.customer())) {
                CustomerState before = state(timer.customer());
                apply(timer.customer(), new Input.TimerDue(timer.run(), timer.due()), now);
                fired += before == state(timer.customer()) ? 0 : 1;
            }
        }

        private CustomerState state(long customer) {
            return states.computeIfAbsent(customer, SimulatedHost.this::load);
        }

        private void apply(long customer, Input input, Instant at) {
            decisions++;
            Decision decision = Engine.decide(active, state(customer), input, at);
            states.put(customer, decision.state());
            decision.effects().forEach(effect -> effects.add(new Written(customer, effect)));
        }

        void write() {
            states.forEach((customer, state) -> {
                store.states.put(customer, StateCodec.write(state));
                store.attributes.put(customer, state.attributes());
            });
            gone.forEach(customer -> {
                store.gone.add(customer);
                store.states.remove(customer);
                store.attributes.remove(customer);
            });
            due.forEach(timer -> store.timers.remove(timer.run(), timer));
            for (Written written : effects) {
                switch (written.effect()) {
                    case Effect.SetTimer(var run, var at) ->
                        store.timers.put(run, new Timer(run, written.customer(), at));
                    case Effect.CancelTimer(var run) -> store.timers.remove(run);
                    default -> {}
                }
            }
            store.effects.addAll(effects);
            store.fired += fired;
            store.position += entries.size();
        }
    }

    /** The runs under way, of everybody. */
    List<Run> runs() {
        return states().values().stream()
                .flatMap(state -> state.runs().stream())
                .toList();
    }
}
