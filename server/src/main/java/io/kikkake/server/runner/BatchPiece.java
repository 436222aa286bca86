package io.kikkake.server.runner;

import io.kikkake.engine.Input;
import io.kikkake.engine.scenario.EventPattern;
import io.kikkake.engine.scenario.Trigger;
import io.kikkake.server.customer.CustomerStore;
import io.kikkake.server.ingest.LogReader.Happened;
import io.kikkake.server.platform.Json;
import io.kikkake.server.runner.Batches.Batch;
import io.kikkake.server.scenario.ScenarioVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The next few customers of a shard's oldest batch, if it has one: few enough for fresh events not to wait long. */
final class BatchPiece<X extends Exception> {

    private static final int CUSTOMERS = 200;
    private static final int CUSTOMERS_LOOKED_AT = 2_000;

    /** Events of one customer a trigger is told of: more make no difference to a silence, and hardly to a trend. */
    private static final int MOST_PAST = 2_000;

    private static final int PAST_OF_SILENCE = 100;

    private final StepStore<X> store;
    private final Instant now;
    private @Nullable Batch batch;
    private @Nullable Trigger trigger;
    private List<Long> ids = List.of();
    private long last = -1;

    BatchPiece(StepStore<X> store, Instant now) {
        this.store = store;
        this.now = now;
    }

    void find() throws X {
        batch = store.batch().orElse(null);
        if (batch == null) {
            return;
        }
        Optional<ScenarioVersion> version = store.newest(batch.scenario()).filter(ScenarioVersion::active);
        int newest = version.map(ScenarioVersion::version).orElse(0);
        if (!store.isUpToDate() || (version.isPresent() && newest < batch.version())) {
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
            case MOVED -> Optional.of(store.running(batch, CUSTOMERS));
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

    private CustomerStore.Some everybody(Batch published, Trigger trigger) throws X {
        List<String> having = having(trigger);
        return store.customers(published.after(), having, having.isEmpty() ? CUSTOMERS : CUSTOMERS_LOOKED_AT);
    }

    private Optional<CustomerStore.Some> candidates(Batch occurrence, Trigger trigger) throws X {
        if (!(trigger instanceof Trigger.OnSchedule(var schedule, var segment))) {
            return Optional.of(new CustomerStore.Some(List.of(), -1));
        }
        return store.candidates(occurrence, segment, CUSTOMERS);
    }

    private static List<String> having(Trigger trigger) {
        return trigger instanceof Trigger.OnDate date ? List.of(date.attribute().split("\\.")) : List.of();
    }

    boolean isEmpty() {
        return batch == null;
    }

    List<Long> customers() {
        return ids;
    }

    /** @param upTo the last entry of the log that has been decided */
    void decide(Round<X> round, long upTo) throws X {
        if (batch == null) {
            return;
        }
        if (last < 0) {
            store.end(batch);
            return;
        }
        switch (batch.kind()) {
            case PUBLISHED -> published(batch, round, upTo);
            case SCHEDULED -> decideAll(round, new Input.Scheduled(batch.scenario(), batch.occasion()));
            case MOVED -> decideAll(round, new Input.Moved(batch.scenario(), batch.steps()));
        }
        store.advance(batch, last, ids.size());
    }

    private void decideAll(Round<X> round, Input input) throws X {
        for (long id : ids) {
            round.decide(id, input);
        }
    }

    private void published(Batch begun, Round<X> round, long upTo) throws X {
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

    private Map<Long, List<Happened>> past(Trigger trigger, EventPattern pattern, long upTo) throws X {
        boolean trend = trigger instanceof Trigger.OnTrend;
        Instant since = trigger instanceof Trigger.OnTrend counted
                ? now.minus(Duration.ofDays(2L * counted.days() + 2))
                : Instant.EPOCH;
        return store.past(ids, pattern.event(), since, upTo, trend ? MOST_PAST : PAST_OF_SILENCE);
    }

    private static Input.Event event(String name, Happened happened) {
        return new Input.Event(
                happened.seq(), name, Json.object(happened.properties()), happened.timestamp(), happened.historical());
    }
}
