package io.kikkake.server.runner;

import io.kikkake.server.ingest.EventsAppended;
import io.kikkake.server.ingest.Shards;
import io.kikkake.server.platform.ClockMoved;
import io.kikkake.server.scenario.ScenariosChanged;
import jakarta.annotation.PreDestroy;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Hosts the engine on PostgreSQL: one thread for each shard of the event log. */
@Component
class Runner {

    private final ShardSteps steps;
    private final Publications publications;
    private final JdbcClient jdbc;
    private final List<ShardRunner> shards = new ArrayList<>();

    Runner(ShardSteps steps, Publications publications, JdbcClient jdbc) {
        this.steps = steps;
        this.publications = publications;
        this.jdbc = jdbc;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        jdbc.sql("insert into runner_position (shard, seq, decided) select s, 0, 0 from generate_series(0, ? - 1) s"
                        + " on conflict do nothing")
                .param(Shards.COUNT)
                .update();
        publications.note();
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            shards.add(new ShardRunner(shard, steps, this::wakeAll));
        }
        shards.forEach(ShardRunner::start);
    }

    @EventListener
    void on(EventsAppended appended) {
        for (ShardRunner shard : shards) {
            if (appended.shards().contains(shard.shard())) {
                shard.wake();
            }
        }
    }

    @EventListener({ScenariosChanged.class, ClockMoved.class, Candidates.Found.class})
    @Order(10)
    void wakeAll() {
        shards.forEach(ShardRunner::wake);
    }

    @PreDestroy
    void stop() {
        shards.forEach(ShardRunner::stop);
    }
}
