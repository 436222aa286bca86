package io.kikkake.server.runner;

import io.kikkake.engine.ScenarioSet;
import io.kikkake.server.catalog.Interests;
import io.kikkake.server.consent.Asking;
import io.kikkake.server.customer.CustomerStore;
import io.kikkake.server.deed.Deeds;
import io.kikkake.server.delivery.Outbox;
import io.kikkake.server.ingest.LogEntry;
import io.kikkake.server.ingest.LogReader;
import io.kikkake.server.ingest.Shards;
import io.kikkake.server.platform.KeyedConnection;
import io.kikkake.server.platform.Paced;
import io.kikkake.server.scenario.Scenarios;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Steps of the shards on PostgreSQL: a {@link ShardStep} reads, decides and writes in one transaction. What crashes in between
 * has not happened.
 */
@Component
class ShardSteps {

    private static final Logger log = LoggerFactory.getLogger(ShardSteps.class);
    private static final Duration IDLE_AT_MOST = Duration.ofSeconds(5);
    private static final Duration UNTIL_HANDED_OVER = Duration.ofMillis(20);

    /**
     * @param inputs how many were decided
     * @param timers how many of these were timers
     * @param more whether there is certainly more to do at once
     * @param idleFor real time until something is due, if nothing new comes in
     * @param handedOver a customer was left for another shard to take over
     * @param deeds something is there to be done besides sending
     * @param splits somebody took an arm of
     */
    record Progress(
            int inputs,
            int timers,
            boolean more,
            Duration idleFor,
            boolean handedOver,
            boolean deeds,
            Set<SplitRows.Split> splits) {}

    private final DataSource dataSource;
    private final TableStore.Owners owners;
    private final SplitWinners winners;
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
            Candidates candidates,
            Asking confirmations,
            Clock clock) {
        this.dataSource = dataSource;
        this.owners = new TableStore.Owners(
                eventLog, scenarios, customers, outbox, brakes, deeds, interests, candidates, confirmations);
        this.winners = winners;
        this.clock = clock;
        this.seeds = IntStream.range(0, Shards.COUNT)
                .mapToObj(shard -> new TallySeeds(shard, eventLog))
                .toList();
    }

    Progress step(int shard, Limits limits) throws SQLException {
        Connection transaction = connection(shard);
        try {
            Progress progress = step(transaction, shard, limits);
            transaction.commit();
            if (progress.inputs() > 0) {
                owners.outbox().wake();
            }
            if (progress.deeds()) {
                owners.deeds().wake();
            }
            winners.look(progress.splits());
            return progress;
        } catch (SQLException | RuntimeException e) {
            seeds.get(shard).rolledBack();
            rollBack(transaction, shard);
            throw e;
        }
    }

    private Progress step(Connection transaction, int shard, Limits limits) throws SQLException {
        Instant now = clock.instant();
        ScenarioSet active = owners.scenarios().current();
        var store = new TableStore(transaction, shard, owners, active, seeds.get(shard), now);
        ShardStep.Done done = new ShardStep<>(store, active, owners.interests().events(), now).run(limits);
        Duration idle = done.stuck() ? UNTIL_HANDED_OVER : done.more() ? Duration.ZERO : idleFor(transaction, shard);
        return new Progress(
                done.inputs(),
                done.timers(),
                done.more(),
                idle,
                done.handedOver(),
                !done.decided().deeds().isEmpty(),
                SplitRows.of(done.decided()).touched());
    }

    private Duration idleFor(Connection transaction, int shard) throws SQLException {
        Instant next = new Timers(transaction, shard).next();
        Instant scheduled = shard == Schedules.SHARD ? new Schedules(transaction, owners.scenarios()).next() : null;
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
            List<LogEntry> next = owners.eventLog().after(transaction, shard, position.seq(), 1, List.of());
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
}
