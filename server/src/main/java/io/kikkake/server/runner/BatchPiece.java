package io.kikkake.server.runner;

import io.kikkake.engine.Input;
import io.kikkake.engine.ScenarioSet;
import io.kikkake.engine.scenario.EventPattern;
import io.kikkake.engine.scenario.Trigger;
import io.kikkake.server.customer.CustomerStore;
import io.kikkake.server.ingest.LogReader;
import io.kikkake.server.ingest.LogReader.Happened;
import io.kikkake.server.ingest.Shards;
import io.kikkake.server.platform.Json;
import io.kikkake.server.runner.Batches.Batch;
import io.kikkake.server.scenario.ScenarioVersion;
import io.kikkake.server.scenario.Scenarios;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The next few customers of a shard's oldest batch, if it has one: few enough for fresh events not to wait long. */
final class BatchPiece {

    private static final int CUSTOMERS = 200;
    private static final int CUSTOMERS_LOOKED_AT = 2_000;

    /** Events of one customer a trigger is told of: more make no difference to a silence, and hardly to a trend. */
    private static final int MOST_PAST = 2_000;

    private static final int PAST_OF_SILENCE = 100;

    private final Connection transaction;
    private final int shard;
    private final Scenarios scenarios;
    private final LogReader eventLog;
    private final CustomerStore customers;
    private final Candidates candidates;
    private final Instant now;
    private final Batches batches;
    private @Nullable Batch batch;
    private @Nullable Trigger trigger;
    private List<Long> ids = List.of();
    private long last = -1;

    BatchPiece(
            Connection transaction,
            int shard,
            Scenarios scenarios,
            LogReader eventLog,
            CustomerStore customers,
            Candidates candidates,
            Instant now) {
        this.transaction = transaction;
        this.shard = shard;
        this.scenarios = scenarios;
        this.eventLog = eventLog;
        this.customers = customers;
        this.candidates = candidates;
        this.now = now;
        this.batches = new Batches(transaction, shard);
    }

    /** @param active what this step decides by */
    void find(ScenarioSet active) throws SQLException {
        batch = batches.next().orElse(null);
        if (batch == null) {
            return;
        }
        Optional<ScenarioVersion> version = scenarios.newest(batch.scenario()).filter(ScenarioVersion::active);
        int newest = version.map(ScenarioVersion::version).orElse(0);
        if (scenarios.current() != active || (version.isPresent() && newest < batch.version())) {
            // Something is being published at this moment: the next step knows it.
            batch = null;
            return;
        }
        if (version.isEmpty() || version.get().version() != batch.version()) {
            // Archived or published again since; the newer version has its own batch.
            return;
        }
        trigger = version.get().scenario().trigger();
        Optional<CustomerStore.Some> some = switch (batch.kind()) {
            case MOVED -> Optional.of(running(batch));
            case SCHEDULED -> candidates(batch, trigger);
            case PUBLISHED -> Optional.of(everybody(batch, trigger));
        };
        if (some.isEmpty()) {
            batch = null;
            return;
        }
        ids = some.get().ids();
        last = some.get().last();
    }

    private CustomerStore.Some everybody(Batch published, Trigger trigger) throws SQLException {
        List<String> having = having(trigger);
        return customers.after(
                transaction,
                shard,
                Shards.COUNT,
                published.after(),
                having,
                having.isEmpty() ? CUSTOMERS : CUSTOMERS_LOOKED_AT);
    }

    private Optional<CustomerStore.Some> candidates(Batch occurrence, Trigger trigger) throws SQLException {
        if (!(trigger instanceof Trigger.OnSchedule(var schedule, var segment))) {
            return Optional.of(new CustomerStore.Some(List.of(), -1));
        }
        return candidates.next(transaction, shard, occurrence.id(), segment, occurrence.after(), CUSTOMERS);
    }

    private static List<String> having(Trigger trigger) {
        return trigger instanceof Trigger.OnDate date ? List.of(date.attribute().split("\\.")) : List.of();
    }

    private CustomerStore.Some running(Batch move) throws SQLException {
        try (var select = transaction.prepareStatement("select distinct customer_id from run"
                + " where scenario = ? and version <> ? and shard = ? and customer_id > ? order by 1 limit ?")) {
            select.setString(1, move.scenario());
            select.setInt(2, move.version());
            select.setInt(3, shard);
            select.setLong(4, move.after());
            select.setInt(5, CUSTOMERS);
            var found = new ArrayList<Long>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getLong(1));
                }
            }
            return new CustomerStore.Some(found, found.isEmpty() ? -1 : found.getLast());
        }
    }

    boolean isEmpty() {
        return batch == null;
    }

    List<Long> customers() {
        return ids;
    }

    /** @param upTo the last entry of the log that has been decided */
    void decide(Round round, long upTo) throws SQLException {
        if (batch == null) {
            return;
        }
        if (last < 0) {
            batches.end(batch, now);
            return;
        }
        switch (batch.kind()) {
            case PUBLISHED -> published(batch, round, upTo);
            case SCHEDULED -> decideAll(round, new Input.Scheduled(batch.scenario(), batch.occasion()));
            case MOVED -> decideAll(round, new Input.Moved(batch.scenario(), batch.steps()));
        }
        batches.advance(batch, last, ids.size());
    }

    private void decideAll(Round round, Input input) throws SQLException {
        for (long id : ids) {
            round.decide(id, input);
        }
    }

    private void published(Batch begun, Round round, long upTo) throws SQLException {
        Trigger published = Objects.requireNonNull(trigger);
        Optional<EventPattern> counted = published.counted();
        Map<Long, List<Happened>> past =
                counted.isEmpty() || ids.isEmpty() ? Map.of() : past(published, counted.get(), upTo);
        for (long id : ids) {
            List<Input.Event> events = past.getOrDefault(id, List.of()).stream()
                    .map(happened -> event(counted.orElseThrow().event(), happened))
                    .toList();
            round.decide(id, new Input.Published(begun.scenario(), events));
        }
    }

    private Map<Long, List<Happened>> past(Trigger trigger, EventPattern pattern, long upTo) throws SQLException {
        boolean trend = trigger instanceof Trigger.OnTrend;
        Instant since = trigger instanceof Trigger.OnTrend counted
                ? now.minus(Duration.ofDays(2L * counted.days() + 2))
                : Instant.EPOCH;
        return eventLog.past(transaction, ids, pattern.event(), since, upTo, trend ? MOST_PAST : PAST_OF_SILENCE);
    }

    private static Input.Event event(String name, Happened happened) {
        return new Input.Event(
                happened.seq(), name, Json.object(happened.properties()), happened.timestamp(), happened.historical());
    }
}
