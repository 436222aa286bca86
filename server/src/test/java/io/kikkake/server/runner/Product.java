package io.kikkake.server.runner;

import io.kikkake.engine.Customer;
import io.kikkake.engine.Documents;
import io.kikkake.server.TestClock;
import io.kikkake.server.TestDatabase;
import io.kikkake.server.TestSettings;
import io.kikkake.server.catalog.Interests;
import io.kikkake.server.customer.CustomerStore;
import io.kikkake.server.customer.Identities;
import io.kikkake.server.deed.Deeds;
import io.kikkake.server.delivery.Outbox;
import io.kikkake.server.ingest.LogReader;
import io.kikkake.server.ingest.Shards;
import io.kikkake.server.ingest.SimulatedLog;
import io.kikkake.server.platform.RightToWrite;
import io.kikkake.server.platform.Settings;
import io.kikkake.server.scenario.Scenarios;
import io.kikkake.server.scenario.SimulatedPublishing;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.AnnotationConfigUtils;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What decides in the product, on a database, in time that stands still: its parts, none of its threads, nobody who listens. */
final class Product implements AutoCloseable {

    private static final String[] PACKAGES = {
        "catalog", "channel", "customer", "deed", "delivery", "ingest", "runner", "scenario", "segment"
    };

    private static final String[] TABLES = {
        "batch",
        "brake",
        "consent",
        "consent_ledger",
        "coupon",
        "customer",
        "customer_identity",
        "customer_state",
        "dead_letter",
        "emitted",
        "entry_count",
        "event_seen",
        "outbox",
        "outcome",
        "point_entry",
        "rules",
        "run",
        "runner_position",
        "scenario",
        "scenario_version",
        "split_count",
        "step_count",
        "suppression",
        "tally_seed",
        "task",
        "timer",
        "trace",
        "webhook_call"
    };

    private final TestDatabase database = TestDatabase.create();
    private final TestClock clock = new TestClock("2026-04-27T03:00:00Z");
    private final AnnotationConfigApplicationContext parts = new AnnotationConfigApplicationContext();

    Product() {
        SimulatedPublishing.topics(database.jdbc(), Customer.TOPICS.values());
        parts.registerBean(DataSource.class, database::dataSource, bean -> bean.setDestroyMethodName(""));
        parts.registerBean(JdbcClient.class, database::jdbc);
        parts.registerBean(Clock.class, () -> clock);
        parts.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
        parts.registerBean(RightToWrite.class, () -> () -> true);
        parts.registerBean(Settings.class, TestSettings::defaults);
        for (String each : PACKAGES) {
            parts.scan("io.kikkake.server." + each);
        }
        // It would start with the context, and take the messages away.
        parts.removeBeanDefinition("delivery");
        parts.removeBeanDefinition(AnnotationConfigUtils.EVENT_LISTENER_PROCESSOR_BEAN_NAME);
        parts.addBeanFactoryPostProcessor(factory -> {
            for (String name : factory.getBeanDefinitionNames()) {
                factory.getBeanDefinition(name).setLazyInit(true);
            }
        });
        parts.refresh();
    }

    /** Nothing has happened yet, and it is the time at which the world begins. */
    void begin(World world) {
        List<String> days = jdbc().sql(
                        "select inhrelid::regclass::text from pg_inherits where inhparent = 'event'::regclass")
                .query(String.class)
                .list();
        if (!days.isEmpty()) {
            jdbc().sql("drop table " + String.join(", ", days)).update();
        }
        database.empty(TABLES);
        moveTo(world.begins());
        jdbc().sql("insert into runner_position (shard, seq, decided) select s, 0, 0 from generate_series(0, ? - 1) s")
                .param(Shards.COUNT)
                .update();
        publishing().rules(world.rules(), Documents.value(world.rules()));
        publishing().readAgain();
    }

    void moveTo(Instant now) {
        clock.advance(Duration.between(clock.instant(), now));
    }

    Instant now() {
        return clock.instant();
    }

    JdbcClient jdbc() {
        return parts.getBean(JdbcClient.class);
    }

    DataSource dataSource() {
        return database.dataSource();
    }

    SimulatedLog log() {
        Identities identities = parts.getAutowireCapableBeanFactory().createBean(Identities.class);
        return new SimulatedLog(database.dataSource(), identities, clock);
    }

    SimulatedPublishing publishing() {
        return new SimulatedPublishing(jdbc(), clock, parts.getBean(Scenarios.class));
    }

    Publications publications() {
        return parts.getBean(Publications.class);
    }

    /** With nothing in memory, as after a start. */
    ShardSteps steps(DataSource dataSource) {
        publishing().readAgain();
        return new ShardSteps(
                dataSource,
                parts.getBean(LogReader.class),
                parts.getBean(Scenarios.class),
                parts.getBean(CustomerStore.class),
                parts.getBean(Outbox.class),
                new Brakes(),
                parts.getBean(Deeds.class),
                parts.getBean(SplitWinners.class),
                parts.getBean(Interests.class),
                parts.getBean(Candidates.class),
                (transaction, asked, attributes, id, at) -> {
                    throw new AssertionError("no topic of these worlds has to be confirmed");
                },
                clock);
    }

    @Override
    public void close() {
        parts.close();
        database.close();
    }
}
