package io.kikkake.server.runner;

import io.kikkake.engine.scenario.Trigger;
import io.kikkake.server.ingest.Shards;
import io.kikkake.server.platform.Json;
import io.kikkake.server.scenario.RunsMove;
import io.kikkake.server.scenario.ScenarioVersion;
import io.kikkake.server.scenario.Scenarios;
import io.kikkake.server.scenario.ScenariosChanged;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Notes the work that publishing makes: customers to look at, times to send at, runs to move. */
@Component
class Publications {

    private final Scenarios scenarios;
    private final JdbcClient jdbc;
    private final Clock clock;

    Publications(Scenarios scenarios, JdbcClient jdbc, Clock clock) {
        this.scenarios = scenarios;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Before the shards are woken. Also at the start, for what was published just before a crash. */
    @EventListener
    @Order(0)
    void on(ScenariosChanged changed) {
        note();
    }

    void note() {
        for (ScenarioVersion version : scenarios.newest()) {
            Trigger trigger = version.scenario().trigger();
            if (!version.active() || !(trigger instanceof Trigger.OnSchedule)) {
                jdbc.sql("delete from schedule where scenario = ?")
                        .param(version.id())
                        .update();
            }
            if (version.active() && trigger.looksBack()) {
                add(version.id(), version.version(), Batches.Kind.PUBLISHED, version.publishedAt(), "{}");
            }
            if (version.active() && trigger instanceof Trigger.OnSchedule scheduled) {
                schedule(version, scheduled);
            }
        }
    }

    private void schedule(ScenarioVersion version, Trigger.OnSchedule scheduled) {
        Instant now = clock.instant();
        Optional<Instant> next =
                scheduled.schedule().next(now, scenarios.current().project().zone());
        jdbc.sql("insert into schedule (scenario, version, due) values (?, ?, ?) on conflict (scenario)"
                        + " do update set version = excluded.version, due = excluded.due"
                        + " where schedule.version <> excluded.version")
                .param(version.id())
                .param(version.version())
                .param(next.map(Publications::timestamp).orElse(null))
                .update();
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    /** In the transaction that publishes. */
    @EventListener
    void on(RunsMove move) {
        add(move.scenario(), move.version(), Batches.Kind.MOVED, clock.instant(), Json.write(move.steps()));
    }

    private void add(String scenario, int version, Batches.Kind kind, Instant occasion, String steps) {
        jdbc.sql("insert into batch (shard, scenario, version, kind, occasion, steps)"
                        + " select s, ?, ?, ?, ?, ?::jsonb from generate_series(0, ? - 1) s on conflict do nothing")
                .params(scenario, version, kind.word(), timestamp(occasion), steps, Shards.COUNT)
                .update();
    }
}
