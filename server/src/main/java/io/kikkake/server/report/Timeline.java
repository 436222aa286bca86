package io.kikkake.server.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kikkake.engine.scenario.Names;
import io.kikkake.server.customer.CustomerList;
import io.kikkake.server.customer.CustomerList.Reference;
import io.kikkake.server.delivery.Deliveries;
import io.kikkake.server.delivery.Deliveries.Delivery;
import io.kikkake.server.ingest.EventLog;
import io.kikkake.server.ingest.LiveFeed.FeedEvent;
import io.kikkake.server.runner.Decisions;
import io.kikkake.server.runner.Decisions.Decided;
import io.kikkake.server.scenario.Scenarios;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Everything that happened to a customer, newest first: what they did, what was decided, what was sent. */
@Component
class Timeline {

    record Page(List<Entry> entries, @Nullable String next) {}

    /** One of event, decision and message is there. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Entry(
            Instant at,
            String kind,
            String id,
            @Nullable EventEntry event,
            @Nullable Decision decision,
            @Nullable Message message) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Decision(
            String scenario,
            Names scenarioName,
            String run,
            @Nullable String step,
            String what,
            @Nullable Instant until,
            @Nullable Names reason) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Message(
            String id,
            String scenario,
            String step,
            String channel,
            String subject,
            String status,
            Instant at,
            @Nullable String error) {}

    /** At the same moment, what came of something stands above it: event, then decision, then message. */
    private enum Source {
        EVENT,
        DECISION,
        MESSAGE
    }

    /** An entry, and where to go on after it. */
    private record Found(Source source, Instant at, Entry entry, TimelineCursor.Step after) {}

    private final EventLog log;
    private final Decisions decisions;
    private final Deliveries deliveries;
    private final CustomerList customers;
    private final Scenarios scenarios;
    private final Reasons reasons;

    Timeline(
            EventLog log,
            Decisions decisions,
            Deliveries deliveries,
            CustomerList customers,
            Scenarios scenarios,
            Reasons reasons) {
        this.log = log;
        this.decisions = decisions;
        this.deliveries = deliveries;
        this.customers = customers;
        this.scenarios = scenarios;
        this.reasons = reasons;
    }

    /**
     * @param ids the customer's, and those of customers merged into it
     * @param before the next of the page before; null for the first page
     */
    Page of(List<Long> ids, @Nullable String before, int limit) {
        TimelineCursor cursor = TimelineCursor.read(before);
        // One more than shown tells whether there is a next page.
        int most = limit + 1;
        var references = customers.references(ids);
        var sources = List.of(
                queue(log.of(ids, cursor.event(), most), event -> found(event, references)),
                queue(decisions.of(ids, cursor.decision(), most), this::found),
                queue(deliveries.of(ids, cursor.message(), most), Timeline::found));
        var shown = new ArrayList<Entry>();
        for (Found one = newest(sources); one != null && shown.size() < limit; one = newest(sources)) {
            shown.add(one.entry());
            cursor = one.after().from(cursor);
            sources.get(one.source().ordinal()).remove();
        }
        return new Page(shown, newest(sources) == null ? null : cursor.write());
    }

    private static <T> Queue<Found> queue(List<T> list, Function<T, Found> found) {
        return list.stream().map(found).collect(Collectors.toCollection(ArrayDeque::new));
    }

    /** Compares only the first of each source: within one its own order counts, or the cursor would pass over some. */
    private static @Nullable Found newest(List<Queue<Found>> sources) {
        return sources.stream()
                .flatMap(source -> Stream.ofNullable(source.peek()))
                .max(Comparator.comparing(Found::at).thenComparing(Found::source))
                .orElse(null);
    }

    private static Found found(FeedEvent event, Map<Long, Reference> references) {
        return new Found(
                Source.EVENT,
                event.receivedAt(),
                new Entry(event.receivedAt(), "event", "e" + event.seq(), EventEntry.of(event, references), null, null),
                here -> here.afterEvent(event.seq()));
    }

    private Found found(Decided decided) {
        var decision = new Decision(
                decided.scenario(),
                scenarios.name(decided.scenario()),
                decided.run(),
                decided.step(),
                decided.what(),
                decided.until(),
                reasons.of(decided).orElse(null));
        return new Found(
                Source.DECISION,
                decided.at(),
                new Entry(decided.at(), "decision", "d" + decided.id(), null, decision, null),
                here -> here.afterDecision(decided.id()));
    }

    private static Found found(Delivery delivery) {
        var message = new Message(
                delivery.id(),
                delivery.scenario(),
                delivery.step(),
                delivery.channel(),
                Objects.requireNonNullElse(delivery.subject(), ""),
                delivery.status(),
                delivery.at(),
                delivery.error());
        return new Found(
                Source.MESSAGE,
                delivery.createdAt(),
                new Entry(delivery.createdAt(), "message", "m" + delivery.id(), null, null, message),
                here -> here.afterMessage(new Deliveries.Before(delivery.createdAt(), delivery.id())));
    }
}
