package io.kikkake.server.runner;

import io.kikkake.engine.Effect;
import io.kikkake.engine.ScenarioSet;
import io.kikkake.engine.condition.Condition;
import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.value.Value;
import io.kikkake.server.catalog.Interests;
import io.kikkake.server.consent.Asking;
import io.kikkake.server.customer.CustomerStore;
import io.kikkake.server.deed.Deeds;
import io.kikkake.server.delivery.Outbox;
import io.kikkake.server.delivery.Queued;
import io.kikkake.server.ingest.LogEntry;
import io.kikkake.server.ingest.LogReader;
import io.kikkake.server.ingest.LogReader.Happened;
import io.kikkake.server.ingest.Shards;
import io.kikkake.server.runner.Batches.Batch;
import io.kikkake.server.scenario.ScenarioVersion;
import io.kikkake.server.scenario.Scenarios;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a step of a shard reads and writes, in PostgreSQL. The transaction is begun and ended by the caller. */
final class TableStore implements StepStore<SQLException> {

    /** Whom the tables belong to. */
    record Owners(
            LogReader eventLog,
            Scenarios scenarios,
            CustomerStore customers,
            Outbox outbox,
            Brakes brakes,
            Deeds deeds,
            Interests interests,
            Candidates candidates,
            Asking confirmations) {}

    private final Connection transaction;
    private final int shard;
    private final Owners owners;
    private final ScenarioSet active;
    private final Instant now;
    private final TallySeeds seeds;
    private final Position position;
    private final StateStore states;
    private final Batches batches;

    TableStore(Connection transaction, int shard, Owners owners, ScenarioSet active, TallySeeds seeds, Instant now)
            throws SQLException {
        this.transaction = transaction;
        this.shard = shard;
        this.owners = owners;
        this.active = active;
        this.seeds = seeds;
        this.now = now;
        this.position = new Position(transaction, shard);
        this.states = new StateStore(transaction, owners.customers());
        this.batches = new Batches(transaction, shard);
        seeds.follow(transaction, active);
    }

    @Override
    public long position() {
        return position.seq();
    }

    @Override
    public void advance(long to, int entries) throws SQLException {
        position.advance(to, entries);
    }

    @Override
    public List<LogEntry> after(long seq, int limit) throws SQLException {
        return owners.eventLog().after(transaction, shard, seq, limit, names());
    }

    private Set<String> names() {
        if (owners.interests().events().isEmpty()) {
            return active.eventNames();
        }
        Set<String> names = new HashSet<>(active.eventNames());
        names.addAll(owners.interests().events());
        return names;
    }

    @Override
    public List<Timers.Due> due(Instant at, int limit) throws SQLException {
        return new Timers(transaction, shard).due(at, limit);
    }

    @Override
    public boolean seedSome(long seq) throws SQLException {
        return seeds.goOn(transaction, active, states, seq, now);
    }

    @Override
    public Map<Long, CustomerState> seeded(Collection<CustomerState> states, long seq) throws SQLException {
        return seeds.of(transaction, active, states, seq, now);
    }

    @Override
    public Map<Long, CustomerState> seededOthers(Collection<CustomerState> states) throws SQLException {
        return seeds.ofOthers(transaction, active, states, now);
    }

    @Override
    public boolean fireSchedules() throws SQLException {
        return shard == Schedules.SHARD
                && new Schedules(transaction, owners.scenarios())
                        .fire(now, active.project().zone());
    }

    @Override
    public Optional<Batch> batch() throws SQLException {
        return batches.next();
    }

    @Override
    public Optional<ScenarioVersion> newest(String scenario) {
        return owners.scenarios().newest(scenario);
    }

    @Override
    public boolean isUpToDate() {
        return owners.scenarios().current() == active;
    }

    @Override
    public Optional<Batch> move(String scenario, int version) throws SQLException {
        return batches.move(scenario, version);
    }

    @Override
    public CustomerStore.Some running(Batch move, int limit) throws SQLException {
        try (var select = transaction.prepareStatement("select distinct customer_id from run"
                + " where scenario = ? and version <> ? and shard = ? and customer_id > ? order by 1 limit ?")) {
            select.setString(1, move.scenario());
            select.setInt(2, move.version());
            select.setInt(3, shard);
            select.setLong(4, move.after());
            select.setInt(5, limit);
            var found = new ArrayList<Long>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getLong(1));
                }
            }
            return new CustomerStore.Some(found, found.isEmpty() ? -1 : found.getLast());
        }
    }

    @Override
    public CustomerStore.Some customers(long after, List<String> having, int limit) throws SQLException {
        return owners.customers().after(transaction, shard, Shards.COUNT, after, having, limit);
    }

    @Override
    public Optional<CustomerStore.Some> candidates(Batch occurrence, Condition segment, int limit) throws SQLException {
        return owners.candidates().next(transaction, shard, occurrence.id(), segment, occurrence.after(), limit);
    }

    @Override
    public Map<Long, List<Happened>> past(Collection<Long> ids, String name, Instant since, long upTo, int most)
            throws SQLException {
        return owners.eventLog().past(transaction, ids, name, since, upTo, most);
    }

    @Override
    public void advance(Batch batch, long after, int customers) throws SQLException {
        batches.advance(batch, after, customers);
    }

    @Override
    public void end(Batch batch) throws SQLException {
        batches.end(batch, now);
    }

    @Override
    public StateStore.Loaded load(Collection<Long> customers) throws SQLException {
        return states.load(customers);
    }

    @Override
    public Optional<String> take(long customer, Effect.TakeCoupon coupon) throws SQLException {
        return owners.deeds().take(transaction, customer, coupon, now);
    }

    @Override
    public void write(Decided decided) throws SQLException {
        writeStates(decided);
        owners.customers().saveSuppressions(transaction, decided.suppressions());
        List<Queued> held = decided.hold(stopped(decided), now);
        decided.sends().addAll(decided.said().write(transaction, owners.customers(), owners.confirmations(), now));
        new Traces(transaction, shard).write(decided);
        owners.interests().add(transaction, decided.interests());
        for (var merge : decided.merged().entrySet()) {
            owners.interests().merge(transaction, merge.getKey(), merge.getValue());
        }
        if (!decided.sends().isEmpty()) {
            owners.outbox().add(transaction, decided.sends(), now);
        }
        if (!held.isEmpty()) {
            owners.outbox().hold(transaction, held, now);
        }
        owners.deeds().write(transaction, decided.deeds());
        SplitRows.of(decided).write(transaction, shard);
        for (var entry : decided.withdrawn().entrySet()) {
            owners.outbox().withdraw(transaction, entry.getValue(), entry.getKey(), now);
        }
    }

    private void writeStates(Decided decided) throws SQLException {
        var attributes = new LinkedHashMap<Long, Value.ObjectOf>();
        var changed = new ArrayList<CustomerState>();
        var movedAway = new LinkedHashMap<Long, Long>();
        var runs = new RunRows(transaction, shard);
        var timers = new TimerRows(transaction, shard);
        for (Decided.Changed change : decided.changed()) {
            CustomerState is = change.is();
            if (!is.attributes().equals(change.was().attributes())) {
                attributes.put(is.id(), is.attributes());
            }
            changed.add(is);
            runs.compare(change.was(), is, change.leaving());
            timers.compare(change.was(), is, change.leaving());
        }
        for (Decided.Left left : decided.left()) {
            movedAway.put(left.state().id(), left.into());
            runs.leave(left.state());
            timers.compare(left.state(), left.state(), true);
        }
        owners.customers().saveAttributes(transaction, attributes);
        states.save(changed, movedAway);
        runs.write();
        timers.write();
    }

    /** Scenarios that are about to reach too many. */
    private Set<String> stopped(Decided decided) throws SQLException {
        Set<String> sending = new HashSet<>();
        decided.sends().forEach(send -> sending.add(send.scenario()));
        return decided.entered().isEmpty() && sending.isEmpty()
                ? Set.of()
                : owners.brakes().stopped(transaction, shard, active, decided.entered(), sending, now);
    }
}
