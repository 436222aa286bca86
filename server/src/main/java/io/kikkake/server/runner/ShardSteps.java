package io.kikkake.server.runner;

import io.kikkake.engine.Input;
import io.kikkake.engine.ScenarioSet;
import io.kikkake.engine.value.Value;
import io.kikkake.server.catalog.Interests;
import io.kikkake.server.consent.Confirmations;
import io.kikkake.server.customer.CustomerStore;
import io.kikkake.server.deed.Deeds;
import io.kikkake.server.delivery.Outbox;
import io.kikkake.server.ingest.Kind;
import io.kikkake.server.ingest.LogEntry;
import io.kikkake.server.ingest.LogReader;
import io.kikkake.server.ingest.Shards;
import io.kikkake.server.platform.Json;
import io.kikkake.server.platform.KeyedConnection;
import io.kikkake.server.platform.Paced;
import io.kikkake.server.scenario.Scenarios;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * One step of a shard: read what came in and what is due, decide it, and write states, timers, outbox and position in one
 * transaction. What crashes in between has not happened.
 */
@Component
class ShardSteps {

    private static final Logger log = LoggerFactory.getLogger(ShardSteps.class);
    private static final Duration IDLE_AT_MOST = Duration.ofSeconds(5);
    private static final Duration UNTIL_HANDED_OVER = Duration.ofMillis(20);

    /**
     * @param inputs how many were decided
     * @param more whether there is certainly more to do at once
     * @param idleFor real time until something is due, if nothing new comes in
     * @param handedOver a customer was left for another shard to take over
     * @param deeds something is there to be done besides sending
     * @param splits somebody took an arm of
     */
    record Progress(
            int inputs,
            boolean more,
            Duration idleFor,
            boolean handedOver,
            boolean deeds,
            Set<SplitRows.Split> splits) {}

    private final DataSource dataSource;
    private final LogReader eventLog;
    private final Scenarios scenarios;
    private final CustomerStore customers;
    private final Outbox outbox;
    private final Brakes brakes;
    private final Deeds deeds;
    private final SplitWinners winners;
    private final Interests interests;
    private final Confirmations confirmations;
    private final Clock clock;
    private final List<TallySeeds> seeds;
    private final AtomicReferenceArray<@Nullable Connection> connections = new AtomicReferenceArray<>(Shards.COUNT);

    ShardSteps(
            DataSource dataSource,
            LogReader eventLog,
            Scenarios scenarios,
            CustomerStore customers,
            Outbox outbox,
            Brakes brakes,
            Deeds deeds,
            SplitWinners winners,
            Interests interests,
            Confirmations confirmations,
            Clock clock) {
        this.dataSource = dataSource;
        this.eventLog = eventLog;
        this.scenarios = scenarios;
        this.customers = customers;
        this.outbox = outbox;
        this.brakes = brakes;
        this.deeds = deeds;
        this.winners = winners;
        this.interests = interests;
        this.confirmations = confirmations;
        this.clock = clock;
        this.seeds = IntStream.range(0, Shards.COUNT)
                .mapToObj(shard -> new TallySeeds(shard, eventLog))
                .toList();
    }

    Progress step(int shard, int limit) throws SQLException {
        Connection transaction = connection(shard);
        try {
            Progress progress = step(transaction, shard, limit);
            transaction.commit();
            if (progress.inputs() > 0) {
                outbox.wake();
            }
            if (progress.deeds()) {
                deeds.wake();
            }
            winners.look(progress.splits());
            return progress;
        } catch (SQLException | RuntimeException e) {
            seeds.get(shard).rolledBack();
            rollBack(transaction, shard);
            throw e;
        }
    }

    private Progress step(Connection transaction, int shard, int limit) throws SQLException {
        Instant now = clock.instant();
        ScenarioSet active = scenarios.current();
        var position = new Position(transaction, shard);
        TallySeeds tallies = seeds.get(shard);
        tallies.follow(transaction, active);
        boolean seeding =
                tallies.goOn(transaction, active, new StateStore(transaction, customers), position.seq(), now);
        List<LogEntry> entries = eventLog.after(transaction, shard, position.seq(), limit, names(active));
        boolean backlog = entries.size() == limit;
        // A timer goes after the events that were accepted before it was due: a purchase in time always wins.
        Instant horizon = backlog ? entries.getLast().receivedAt() : now;
        var timers = new Timers(transaction, shard);
        List<Timers.Due> due = timers.due(horizon.isBefore(now) ? horizon : now, limit);
        boolean fired = shard == Schedules.SHARD
                && new Schedules(transaction, scenarios)
                        .fire(now, active.project().zone());
        var piece = new BatchPiece(transaction, shard, scenarios, eventLog, customers, now);
        if (!backlog && due.size() < limit) {
            piece.find(active);
        }
        if (entries.isEmpty() && due.isEmpty() && piece.isEmpty()) {
            boolean again = seeding || fired;
            Duration idle = seeding ? Duration.ZERO : idleFor(timers, transaction, shard);
            return new Progress(0, again, idle, fired, false, Set.of());
        }
        var round =
                new Round(transaction, shard, active, customers, outbox, brakes, deeds, interests, confirmations, now);
        round.load(entries, due, piece.customers());
        round.seed(tallies, position.seq());
        int taken = decide(round, entries, due);
        if (taken == entries.size()) {
            piece.decide(round, taken > 0 ? entries.get(taken - 1).seq() : position.seq());
        }
        round.write();
        if (taken > 0) {
            position.advance(entries.get(taken - 1).seq(), taken);
        }
        boolean stuck = taken < entries.size();
        boolean more =
                backlog && !stuck || due.size() == limit || seeding && !stuck || !piece.isEmpty() && !stuck || fired;
        Duration idle = stuck ? UNTIL_HANDED_OVER : more ? Duration.ZERO : idleFor(timers, transaction, shard);
        return new Progress(
                taken + due.size() + piece.customers().size(),
                more,
                idle,
                round.handedOver() || fired,
                round.hasDeeds(),
                round.splits());
    }

    private Set<String> names(ScenarioSet active) {
        if (interests.events().isEmpty()) {
            return active.eventNames();
        }
        Set<String> names = new HashSet<>(active.eventNames());
        names.addAll(interests.events());
        return names;
    }

    /** @return how many entries were decided: all, or those before one that waits for another shard */
    private static int decide(Round round, List<LogEntry> entries, List<Timers.Due> due) throws SQLException {
        int timer = 0;
        for (int i = 0; i < entries.size(); i++) {
            LogEntry entry = entries.get(i);
            while (timer < due.size() && due.get(timer).due().isBefore(entry.receivedAt())) {
                round.decide(due.get(timer++));
            }
            if (!round.decide(entry)) {
                return i;
            }
        }
        while (timer < due.size()) {
            round.decide(due.get(timer++));
        }
        return entries.size();
    }

    private Duration idleFor(Timers timers, Connection transaction, int shard) throws SQLException {
        Instant next = timers.next();
        Instant scheduled = shard == Schedules.SHARD ? new Schedules(transaction, scenarios).next() : null;
        if (next == null || (scheduled != null && scheduled.isBefore(next))) {
            next = scheduled;
        }
        if (next == null) {
            return IDLE_AT_MOST;
        }
        Duration until = Paced.realTimeUntil(clock, next).plusMillis(1);
        return until.compareTo(IDLE_AT_MOST) < 0 ? until : IDLE_AT_MOST;
    }

    /** The next entry of the shard cannot be stored as decided: it is kept apart for a person to look at. */
    void setAside(int shard, SQLException fault) throws SQLException {
        Connection transaction = connection(shard);
        try {
            var position = new Position(transaction, shard);
            List<LogEntry> next = eventLog.after(transaction, shard, position.seq(), 1, List.of());
            if (!next.isEmpty()) {
                LogEntry entry = next.getFirst();
                log.error(
                        "Event {} of customer {} is set aside: {}", entry.seq(), entry.customer(), fault.getMessage());
                DeadLetters.add(
                        transaction,
                        shard,
                        entry.seq(),
                        entry.customer(),
                        String.valueOf(fault.getMessage()),
                        clock.instant());
                position.advance(entry.seq(), 1);
            }
            transaction.commit();
        } catch (SQLException e) {
            rollBack(transaction, shard);
            throw e;
        }
    }

    /** Gives the shard's connection back. */
    void release(int shard) {
        Connection connection = connections.getAndSet(shard, null);
        if (connection != null) {
            try {
                KeyedConnection.release(connection);
            } catch (SQLException e) {
                log.debug("A connection was gone already", e);
            }
        }
    }

    private Connection connection(int shard) throws SQLException {
        Connection connection = connections.get(shard);
        if (connection == null || connection.isClosed()) {
            connection = KeyedConnection.open(dataSource);
            connections.set(shard, connection);
        }
        return connection;
    }

    private void rollBack(Connection transaction, int shard) {
        try {
            transaction.rollback();
        } catch (SQLException e) {
            release(shard);
        }
    }

    private static Input answer(Value.ObjectOf properties) {
        return new Input.Answered(
                text(properties, "run"),
                text(properties, "step"),
                properties.at("visit") instanceof Value.Number(var visit) ? visit.intValue() : 0,
                Value.of(true).equals(properties.at("ok")),
                Objects.requireNonNullElse(properties.at("value"), Value.Null.NULL));
    }

    private static String text(Value.ObjectOf properties, String field) {
        return properties.at(field) instanceof Value.Text(var text) ? text : "";
    }

    static Input input(LogEntry entry) {
        Value.ObjectOf properties = Json.object(entry.properties());
        if (entry.kind() == Kind.ANSWER) {
            return answer(properties);
        }
        if (entry.kind() == Kind.ENROL || entry.kind() == Kind.MANUAL) {
            return Requests.input(entry, properties);
        }
        return entry.kind() == Kind.IDENTIFY
                ? new Input.Identified(entry.seq(), properties, entry.timestamp())
                : new Input.Event(entry.seq(), entry.name(), properties, entry.timestamp(), entry.historical());
    }
}
