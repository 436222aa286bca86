package io.kikkake.server.report;

import io.kikkake.engine.scenario.Names;
import io.kikkake.server.access.WriteKeys;
import io.kikkake.server.access.WriteKeys.WriteKey;
import io.kikkake.server.customer.CustomerList;
import io.kikkake.server.delivery.Deliveries;
import io.kikkake.server.ingest.EventLog;
import io.kikkake.server.platform.Paced;
import io.kikkake.server.platform.Settings;
import io.kikkake.server.runner.Counts;
import io.kikkake.server.runner.SeedingProgress;
import io.kikkake.server.scenario.Topics;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the server is and how much it holds. */
@RestController
class SystemApi {

    record SystemState(
            String version,
            boolean demo,
            Instant now,
            Pace clock,
            Totals counts,
            List<WriteKey> writeKeys,
            String publicUrl,
            List<Topic> topics,
            SeedingProgress.@Nullable Progress seeding) {}

    record Pace(int factor, boolean running) {}

    /** @param decided entries of the event log the runner has dealt with */
    record Totals(long customers, long events, long decided, long sent, long queued) {}

    record Topic(String id, Names name, String kind) {}

    private final Settings settings;
    private final Clock clock;
    private final WriteKeys writeKeys;
    private final Topics topics;
    private final CustomerList customers;
    private final EventLog log;
    private final Counts counts;
    private final Deliveries deliveries;
    private final SeedingProgress seeding;

    SystemApi(
            Settings settings,
            Clock clock,
            WriteKeys writeKeys,
            Topics topics,
            CustomerList customers,
            EventLog log,
            Counts counts,
            Deliveries deliveries,
            SeedingProgress seeding) {
        this.settings = settings;
        this.clock = clock;
        this.writeKeys = writeKeys;
        this.topics = topics;
        this.customers = customers;
        this.log = log;
        this.counts = counts;
        this.deliveries = deliveries;
        this.seeding = seeding;
    }

    @GetMapping("/api/system")
    SystemState state() {
        Deliveries.Totals delivered = deliveries.totals();
        return new SystemState(
                version(),
                settings.demo(),
                clock.instant(),
                new Pace(clock instanceof Paced paced ? paced.factor() : 1, true),
                new Totals(customers.count(""), log.count(), counts.decided(), delivered.sent(), delivered.queued()),
                writeKeys.all(),
                settings.baseUrl(),
                topics.all().stream()
                        .map(topic -> new Topic(
                                topic.id(),
                                topic.name(),
                                topic.topic().kind().name().toLowerCase(Locale.ROOT)))
                        .toList(),
                seeding.now().orElse(null));
    }

    /** Known to what was packed; a build that was not says so. */
    private static String version() {
        String version = SystemApi.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
