package io.kikkake.server.runner;

import io.kikkake.engine.Effect;
import io.kikkake.engine.Input;
import io.kikkake.engine.ScenarioSet;
import io.kikkake.engine.Seeding;
import io.kikkake.engine.condition.Condition;
import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.state.StateCodec;
import io.kikkake.engine.value.Value;
import io.kikkake.server.customer.CustomerStore;
import io.kikkake.server.ingest.Kind;
import io.kikkake.server.ingest.LogEntry;
import io.kikkake.server.ingest.LogReader.Happened;
import io.kikkake.server.ingest.Shards;
import io.kikkake.server.runner.Batches.Batch;
import io.kikkake.server.scenario.ScenarioVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One transaction on a {@link MemoryHost}: nothing of it is there before {@link #commit}. */
final class MemoryStep implements StepStore<RuntimeException> {

    private final MemoryHost host;
    private final int shard;
    private final ScenarioSet active;
    private final Instant now;
    private final Map<Long, CustomerState> seeds = new HashMap<>();
    private final List<Runnable> writes = new ArrayList<>();
    private List<Timers.Due> due = List.of();

    MemoryStep(MemoryHost host, int shard, ScenarioSet active, Instant now) {
        this.host = host;
        this.shard = shard;
        this.active = active;
        this.now = now;
    }

    void commit() {
        seeds.values().forEach(this::save);
        writes.forEach(Runnable::run);
    }

    /** The timers this step was given. */
    List<Timers.Due> due() {
        return due;
    }

    @Override
    public long position() {
        return host.positions[shard];
    }

    @Override
    public void advance(long to, int entries) {
        writes.add(() -> {
            host.positions[shard] = to;
            host.read[shard] += entries;
        });
    }

    @Override
    public List<LogEntry> after(long seq, int limit) {
        List<LogEntry> log = host.logs.get(shard);
        int from = host.read[shard];
        return List.copyOf(log.subList(from, Math.min(log.size(), from + limit)));
    }

    @Override
    public List<Timers.Due> due(Instant at, int limit) {
        var all = new ArrayList<Timers.Due>();
        host.timers.forEach((timer, when) -> {
            if (!when.isAfter(at) && Shards.of(timer.customer()) == shard) {
                all.add(new Timers.Due(timer.name(), timer.ofRun(), timer.customer(), when));
            }
        });
        all.sort(java.util.Comparator.comparing(Timers.Due::due)
                .thenComparing(Timers.Due::customer)
                .thenComparing(Timers.Due::name));
        due = all.stream().limit(limit).toList();
        return due;
    }

    @Override
    public boolean seedSome(long seq) {
        if (host.followed.get(shard) == active) {
            return false;
        }
        Set<Long> asked = Seeding.asked(active);
        Set<Long> known = new HashSet<>(host.seeded.getOrDefault(shard, Set.of()));
        known.retainAll(asked);
        Set<Long> open = new HashSet<>(asked);
        open.removeAll(known);
        if (!open.isEmpty()) {
            Set<String> names = Seeding.events(active, open);
            var of = new TreeSet<Long>();
            host.logs.get(shard).forEach(entry -> {
                if (entry.kind() == Kind.MERGE_INTO || isEvent(entry) && names.contains(entry.name())) {
                    of.add(entry.customer());
                }
            });
            of.removeAll(host.moved);
            for (long customer : of) {
                CustomerState state = Objects.requireNonNullElse(host.state(customer), CustomerState.unknown(customer));
                CustomerState made = Seeding.of(active, state, open, past(customer, seq, names), now);
                if (!made.equals(state)) {
                    seeds.put(customer, made);
                }
            }
        }
        writes.add(() -> {
            host.seeded.put(shard, asked);
            host.followed.put(shard, active);
        });
        return false;
    }

    private static boolean isEvent(LogEntry entry) {
        return entry.kind().code() <= 3;
    }

    /** What the customer, and those who turned out to be them, did. */
    private List<Input.Event> past(long customer, long seq, Set<String> names) {
        var events = new ArrayList<Input.Event>();
        var asking = new HashMap<Long, Long>(Map.of(customer, seq));
        var mine = new ArrayList<LogEntry>();
        while (!asking.isEmpty()) {
            var next = new HashMap<Long, Long>();
            asking.forEach((id, until) -> {
                for (LogEntry entry : host.logs.get(Shards.of(id))) {
                    if (entry.customer() == id && entry.seq() <= until) {
                        if (entry.kind() == Kind.MERGE_INTO) {
                            next.put(Inputs.other(entry, "from"), Long.MAX_VALUE);
                        } else if (isEvent(entry) && names.contains(entry.name())) {
                            mine.add(entry);
                        }
                    }
                }
            });
            asking = next;
        }
        mine.sort(java.util.Comparator.comparingLong(LogEntry::seq));
        mine.forEach(entry -> events.add((Input.Event) Inputs.of(entry)));
        return events;
    }

    @Override
    public Map<Long, CustomerState> seeded(Collection<CustomerState> states, long seq) {
        return Map.of();
    }

    @Override
    public Map<Long, CustomerState> seededOthers(Collection<CustomerState> states) {
        Set<Long> asked = Seeding.asked(active);
        Set<Long> open = new HashSet<>();
        for (int other = 0; other < Shards.COUNT; other++) {
            Set<Long> missing = new HashSet<>(asked);
            missing.removeAll(host.seeded.getOrDefault(other, Set.of()));
            open.addAll(missing);
        }
        var made = new HashMap<Long, CustomerState>();
        Set<String> names = Seeding.events(active, open);
        states.forEach(state -> made.put(
                state.id(),
                open.isEmpty()
                        ? state
                        : Seeding.of(active, state, open, past(state.id(), Long.MAX_VALUE, names), now)));
        return made;
    }

    @Override
    public boolean fireSchedules() {
        return false;
    }

    @Override
    public Optional<Batch> batch() {
        return host.batches.values().stream()
                .filter(batch -> host.shardOfBatch.getOrDefault(batch.id(), -1) == shard)
                .findFirst();
    }

    @Override
    public Optional<ScenarioVersion> newest(String scenario) {
        return host.library.newest(scenario);
    }

    @Override
    public boolean isUpToDate() {
        return true;
    }

    @Override
    public Optional<Batch> move(String scenario, int version) {
        return host.moves.stream()
                .filter(move -> move.scenario().equals(scenario) && move.version() == version)
                .findFirst();
    }

    @Override
    public CustomerStore.Some running(Batch move, int limit) {
        return some(move.after(), limit, id -> {
            CustomerState state = state(id);
            return state != null
                    && !host.moved.contains(id)
                    && state.runs().stream()
                            .anyMatch(run -> run.scenario().equals(move.scenario()) && run.version() != move.version());
        });
    }

    @Override
    public CustomerStore.Some customers(long after, List<String> having, int limit) {
        CustomerStore.Some some = some(after, limit, id -> !host.mergedInto().containsKey(id));
        List<Long> ids = some.ids().stream()
                .filter(id -> having.isEmpty()
                        || host.attributes
                                        .getOrDefault(id, Value.ObjectOf.EMPTY)
                                        .at(String.join(".", having))
                                != null)
                .toList();
        return new CustomerStore.Some(ids, some.last());
    }

    private CustomerStore.Some some(long after, int limit, java.util.function.LongPredicate which) {
        List<Long> ids = java.util.stream.LongStream.rangeClosed(after + 1, host.customers)
                .filter(id -> Shards.of(id) == shard && which.test(id))
                .limit(limit)
                .boxed()
                .toList();
        return new CustomerStore.Some(ids, ids.isEmpty() ? -1 : ids.getLast());
    }

    @Override
    public Optional<CustomerStore.Some> candidates(Batch occurrence, Condition segment, int limit) {
        return Optional.of(customers(occurrence.after(), List.of(), limit));
    }

    @Override
    public Map<Long, List<Happened>> past(Collection<Long> ids, String name, Instant since, long upTo, int most) {
        var past = new HashMap<Long, List<Happened>>();
        for (long id : ids) {
            List<Happened> all = host.logs.get(shard).stream()
                    .filter(entry -> entry.customer() == id
                            && isEvent(entry)
                            && entry.name().equals(name))
                    .filter(entry -> !entry.timestamp().isBefore(since) && entry.seq() <= upTo)
                    .map(entry -> new Happened(
                            entry.seq(), String.valueOf(entry.properties()), entry.timestamp(), entry.historical()))
                    .toList();
            if (!all.isEmpty()) {
                past.put(id, all.subList(Math.max(0, all.size() - most), all.size()));
            }
        }
        return past;
    }

    @Override
    public void advance(Batch batch, long after, int customers) {
        writes.add(() -> host.batches.put(
                batch.id(),
                new Batch(
                        batch.id(),
                        batch.scenario(),
                        batch.version(),
                        batch.kind(),
                        batch.occasion(),
                        batch.steps(),
                        after)));
    }

    @Override
    public void end(Batch batch) {
        writes.add(() -> host.batches.remove(batch.id()));
    }

    private @Nullable CustomerState state(long customer) {
        return seeds.containsKey(customer) ? seeds.get(customer) : host.state(customer);
    }

    @Override
    public StateStore.Loaded load(Collection<Long> customers) {
        var states = new HashMap<Long, CustomerState>();
        var moved = new HashSet<Long>();
        for (long customer : customers) {
            CustomerState state = state(customer);
            if (state != null) {
                states.put(customer, state);
            }
            if (host.moved.contains(customer)) {
                moved.add(customer);
            }
        }
        return new StateStore.Loaded(states, moved);
    }

    /** Which shard would get the last code is chance: there is none. */
    @Override
    public Optional<String> take(long customer, Effect.TakeCoupon coupon) {
        return Optional.empty();
    }

    @Override
    public void write(Decided decided) {
        writes.add(() -> {
            decided.changed().forEach(change -> save(change.is()));
            decided.left().forEach(left -> {
                host.moved.add(left.state().id());
                forgetTimers(left.state().id());
            });
            host.traces.addAll(decided.traces());
            decided.sends().forEach(send -> {
                if (host.sent.add(send.id())) {
                    host.sends.put(send.id(), send);
                }
            });
            decided.withdrawn()
                    .values()
                    .forEach(runs -> host.sends.values().removeIf(send -> runs.contains(send.run())));
            decided.deeds().forEach(noted -> host.deeds.add(new MemoryHost.Done(noted.customer(), noted.deed())));
            if (!decided.failures().isEmpty()) {
                throw new AssertionError("Not decided: " + decided.failures());
            }
        });
    }

    private void save(CustomerState state) {
        host.states.put(state.id(), StateCodec.write(state));
        host.attributes.put(state.id(), state.attributes());
        forgetTimers(state.id());
        if (!host.moved.contains(state.id())) {
            state.runs().forEach(run -> {
                if (run.due() != null) {
                    host.timers.put(new MemoryHost.Timer(state.id(), run.id(), true), run.due());
                }
            });
            state.memory()
                    .timers()
                    .forEach((name, due) -> host.timers.put(new MemoryHost.Timer(state.id(), name, false), due));
        }
    }

    private void forgetTimers(long customer) {
        host.timers.keySet().removeIf(timer -> timer.customer() == customer);
    }
}
