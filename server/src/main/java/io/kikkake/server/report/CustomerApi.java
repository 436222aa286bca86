package io.kikkake.server.report;

import io.kikkake.engine.scenario.Names;
import io.kikkake.server.customer.CustomerList;
import io.kikkake.server.customer.CustomerList.Consent;
import io.kikkake.server.customer.CustomerList.Details;
import io.kikkake.server.customer.CustomerList.Entry;
import io.kikkake.server.customer.CustomerList.Identity;
import io.kikkake.server.ingest.EventLog;
import io.kikkake.server.platform.Json;
import io.kikkake.server.platform.Problem;
import io.kikkake.server.runner.Running;
import io.kikkake.server.runner.Running.Passage;
import io.kikkake.server.scenario.Scenarios;
import io.kikkake.server.scenario.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Customers: the list, one of them, and what happened to them. */
@RestController
@RequestMapping("/api/customers")
class CustomerApi {

    record Page(
            List<Listed> customers, long total, @Nullable String next) {}

    record Listed(
            String id,
            String label,
            @Nullable String email,
            @Nullable String userId,
            boolean anonymous,
            Instant createdAt,
            @Nullable Instant lastSeenAt) {}

    record Customer(
            String id,
            String label,
            @Nullable String email,
            List<Identity> identities,
            Map<String, ?> attributes,
            List<ConsentOn> consents,
            List<Run> runs,
            Instant createdAt,
            @Nullable Instant lastSeenAt,
            @Nullable String mergedInto) {}

    /** @param status subscribed, unsubscribed or none: never spoken of */
    record ConsentOn(
            String topic,
            Names name,
            String status,
            @Nullable Instant since) {}

    record Run(
            String id,
            String scenario,
            Names scenarioName,
            int version,
            @Nullable String key,
            String step,
            Instant startedAt,
            @Nullable Instant until) {}

    private final CustomerList customers;
    private final EventLog log;
    private final Running running;
    private final Timeline timeline;
    private final Scenarios scenarios;
    private final Topics topics;

    CustomerApi(
            CustomerList customers,
            EventLog log,
            Running running,
            Timeline timeline,
            Scenarios scenarios,
            Topics topics) {
        this.customers = customers;
        this.log = log;
        this.running = running;
        this.timeline = timeline;
        this.scenarios = scenarios;
        this.topics = topics;
    }

    @GetMapping
    Page list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(defaultValue = Pages.STANDARD) int limit) {
        int most = Pages.limit(limit);
        List<Entry> entries = customers.newest(q, Pages.number(before), most);
        var seen = log.lastSeen(entries.stream().map(Entry::id).toList());
        return new Page(
                entries.stream()
                        .map(entry -> listed(entry, seen.get(entry.id())))
                        .toList(),
                customers.count(q),
                entries.size() < most ? null : Long.toString(entries.getLast().id()));
    }

    @GetMapping("/{id}")
    Customer one(@PathVariable String id) {
        Details details = details(id);
        List<Long> ids = allIds(details);
        return new Customer(
                Long.toString(details.id()),
                details.label(),
                details.email(),
                details.identities(),
                Json.map(details.attributes()),
                consents(details.consents()),
                running.of(ids).stream().map(this::run).toList(),
                details.createdAt(),
                log.lastSeen(ids).values().stream().max(Instant::compareTo).orElse(null),
                Objects.toString(details.mergedInto(), null));
    }

    @GetMapping("/{id}/timeline")
    Timeline.Page timeline(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String before,
            @RequestParam(defaultValue = Pages.STANDARD) int limit) {
        return timeline.of(allIds(details(id)), before, Pages.limit(limit));
    }

    private Details details(String id) {
        try {
            return customers.details(Long.parseLong(id)).orElseThrow(() -> unknown(id));
        } catch (NumberFormatException e) {
            throw unknown(id);
        }
    }

    private static Problem unknown(String id) {
        return Problem.notFound("The customer " + id);
    }

    private static List<Long> allIds(Details details) {
        var ids = new ArrayList<>(details.earlier());
        ids.add(details.id());
        return ids;
    }

    private static Listed listed(Entry entry, @Nullable Instant lastSeen) {
        return new Listed(
                Long.toString(entry.id()),
                entry.label(),
                entry.email(),
                entry.userId(),
                entry.userId() == null && entry.email() == null,
                entry.createdAt(),
                lastSeen);
    }

    private List<ConsentOn> consents(Map<String, Consent> given) {
        return topics.all().stream()
                .map(topic -> {
                    Consent consent = given.get(topic.id());
                    String status = consent == null ? "none" : consent.granted() ? "subscribed" : "unsubscribed";
                    return new ConsentOn(topic.id(), topic.name(), status, consent == null ? null : consent.since());
                })
                .toList();
    }

    private Run run(Passage run) {
        return new Run(
                run.id(),
                run.scenario(),
                scenarios.name(run.scenario()),
                run.version(),
                run.key(),
                run.step(),
                run.startedAt(),
                run.until());
    }
}
