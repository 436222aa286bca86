package io.kikkake.server.runner;

import io.kikkake.engine.Effect;
import io.kikkake.engine.ScenarioSet;
import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.state.Run;
import io.kikkake.engine.state.StateCodec;
import io.kikkake.engine.value.Value;
import io.kikkake.server.delivery.Queued;
import io.kikkake.server.ingest.Kind;
import io.kikkake.server.ingest.LogEntry;
import io.kikkake.server.ingest.Shards;
import io.kikkake.server.runner.Batches.Batch;
import io.kikkake.server.runner.World.Happening;
import io.kikkake.server.runner.World.Library;
import io.kikkake.server.scenario.ScenarioVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Lives through a world by the runner's own steps, on a store in memory. What is here is durable; a step commits to it. */
final class MemoryHost {

    record Under(long customer, Run run) {}

    record Done(long customer, Effect.Deed deed) {}

    /** A run's or a customer's own timer. */
    record Timer(long customer, String name, boolean ofRun) {
        static final Comparator<Timer> ORDER =
                Comparator.comparing(Timer::customer).thenComparing(Timer::name);
    }

    private static final int MOST_ROUNDS = 2_000;

    final Library library;
    final int customers;
    final List<List<LogEntry>> logs = new ArrayList<>();
    final int[] read = new int[Shards.COUNT];
    final Map<Long, byte[]> states = new TreeMap<>();
    final Map<Long, Value.ObjectOf> attributes = new HashMap<>();
    final Set<Long> moved = new HashSet<>();
    final Map<Timer, Instant> timers = new TreeMap<>(Timer.ORDER);
    final Map<String, Queued> sends = new TreeMap<>();
    final Set<String> sent = new HashSet<>();
    final List<Decided.Traced> traces = new ArrayList<>();
    final List<Done> deeds = new ArrayList<>();
    final long[] positions = new long[Shards.COUNT];
    final Map<Integer, Set<Long>> seeded = new HashMap<>();
    final Map<Integer, ScenarioSet> followed = new HashMap<>();
    final Map<Long, Batch> batches = new TreeMap<>();
    /** Also those at their end. */
    final List<Batch> moves = new ArrayList<>();

    final Map<Long, Integer> shardOfBatch = new HashMap<>();
    private final Map<Long, Long> mergedInto = new HashMap<>();
    private final Set<List<Object>> noted = new HashSet<>();
    private final @Nullable Invariants witness;
    private final @Nullable SplittableRandom fate;
    private Instant now;
    private long lastBatch;
    private int lastShard;
    private long decisions;

    /** A calm life. */
    MemoryHost(String rules, int customers, Instant now, Invariants witness) {
        this(rules, customers, now, witness, null);
    }

    /** A life in which steps are lost before they are written, shards take turns at random, and batches are of any size. */
    MemoryHost(World world, SplittableRandom fate) {
        this(world.rules(), world.customers(), world.begins(), null, fate);
    }

    private MemoryHost(
            String rules, int customers, Instant now, @Nullable Invariants witness, @Nullable SplittableRandom fate) {
        this.library = new Library(rules);
        this.customers = customers;
        this.now = now;
        this.witness = witness;
        this.fate = fate;
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            logs.add(new ArrayList<>());
        }
    }

    void live(World world) {
        world.happenings().forEach(this::live);
    }

    void live(Happening happening) {
        switch (happening) {
            case Happening.Enters(var entries) -> entries.forEach(this::accept);
            case Happening.Publishes publishes -> {
                library.publish(publishes, now);
                if (publishes.move() != null) {
                    batch(publishes.scenario(), publishes.version(), Batches.Kind.MOVED, now, publishes.move());
                }
                noteBatches();
            }
            case Happening.Archives(var scenario) -> {
                library.archive(scenario);
                noteBatches();
            }
            case Happening.Passes(var until) -> now = until;
            case Happening.Settles() -> settle();
        }
    }

    private void accept(LogEntry entry) {
        logs.get(Shards.of(entry.customer())).add(entry);
        if (entry.kind() == Kind.MERGE_AWAY) {
            mergedInto.put(entry.customer(), Inputs.other(entry, "into"));
        }
    }

    private void noteBatches() {
        for (ScenarioVersion version : library.newest()) {
            if (version.active() && version.scenario().trigger().looksBack()) {
                batch(version.id(), version.version(), Batches.Kind.PUBLISHED, version.publishedAt(), Map.of());
            }
        }
    }

    private void batch(String scenario, int version, Batches.Kind kind, Instant occasion, Map<String, String> steps) {
        if (noted.add(List.of(scenario, version, kind, occasion))) {
            for (int shard = 0; shard < Shards.COUNT; shard++) {
                var batch = new Batch(++lastBatch, scenario, version, kind, occasion, steps, 0);
                batches.put(lastBatch, batch);
                if (kind == Batches.Kind.MOVED) {
                    moves.add(batch);
                }
                shardOfBatch.put(lastBatch, shard);
            }
        }
    }

    private void settle() {
        int quiet = 0;
        for (int round = 0; quiet < Shards.COUNT; round++) {
            if (round > MOST_ROUNDS) {
                throw new AssertionError("Never quiet: due " + timers);
            }
            // Once one is idle the others are asked in turn: all must be, one after another.
            lastShard = fate == null || quiet > 0 ? (lastShard + 1) % Shards.COUNT : fate.nextInt(Shards.COUNT);
            quiet = step(lastShard) ? quiet + 1 : 0;
        }
        if (witness != null) {
            witness.settled(this);
        }
    }

    /** @return whether there was nothing to do */
    private boolean step(int shard) {
        // In a calm life one by one: a witness sees what comes before what.
        int limit = fate == null ? 1 : 1 + fate.nextInt(9);
        ScenarioSet active = library.set();
        var store = new MemoryStep(this, shard, active, now);
        ShardStep.Done done = new ShardStep<>(store, active, Set.of(), now).run(new Limits(limit, limit));
        if (fate != null && fate.nextInt(4) == 0) {
            return false;
        }
        if (witness != null) {
            witness.step(this, store, done.decided());
        }
        store.commit();
        if (witness != null && !done.stuck()) {
            witness.committed(this, store);
        }
        decisions += done.inputs();
        return done.inputs() == 0 && !done.more() && !done.stuck();
    }

    @Nullable
    CustomerState state(long customer) {
        byte[] bytes = states.get(customer);
        Value.ObjectOf known = attributes.getOrDefault(customer, Value.ObjectOf.EMPTY);
        if (bytes == null) {
            return known.equals(Value.ObjectOf.EMPTY)
                    ? null
                    : CustomerState.unknown(customer).withAttributes(known);
        }
        return StateCodec.read(bytes, customer, known);
    }

    /** What is kept of customers who are still here. */
    Map<Long, CustomerState> all() {
        var all = new TreeMap<Long, CustomerState>();
        for (long id = 1; id <= customers; id++) {
            CustomerState state = moved.contains(id) ? null : state(id);
            if (state != null) {
                all.put(id, state);
            }
        }
        return all;
    }

    List<Under> runs() {
        var runs = new ArrayList<Under>();
        all().forEach((id, state) -> state.runs().forEach(run -> runs.add(new Under(id, run))));
        return runs;
    }

    /** By customer, in order. */
    Map<Long, List<Decided.Traced>> traces() {
        var byCustomer = new TreeMap<Long, List<Decided.Traced>>();
        traces.forEach(trace -> byCustomer
                .computeIfAbsent(trace.customer(), id -> new ArrayList<>())
                .add(trace));
        return byCustomer;
    }

    Map<Long, Long> mergedInto() {
        return mergedInto;
    }

    List<Done> deeds() {
        return deeds;
    }

    Instant now() {
        return now;
    }

    long decisions() {
        return decisions;
    }
}
