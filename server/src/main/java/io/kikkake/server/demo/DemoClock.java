package io.kikkake.server.demo;

import io.kikkake.server.platform.ClockMoved;
import io.kikkake.server.platform.Json;
import io.kikkake.server.platform.Paced;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * The product's clock in the demo: it can hurry and jump, and never goes back, not even over a restart.
 *
 * <p>What it may show is recorded before it is shown.
 */
@Component("clock")
@ConditionalOnBooleanProperty("kikkake.demo")
class DemoClock extends Clock implements Paced {

    private static final String SETTING = "demo.clock";

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final InstantSource machine;
    private volatile Pace pace;

    @Autowired
    DemoClock(JdbcClient jdbc, ApplicationEventPublisher events) {
        this(jdbc, events, InstantSource.system());
    }

    DemoClock(JdbcClient jdbc, ApplicationEventPublisher events, InstantSource machine) {
        this.jdbc = jdbc;
        this.events = events;
        this.machine = machine;
        Instant now = machine.instant();
        this.pace = jdbc.sql("select value::text from setting where name = ?")
                .param(SETTING)
                .query(String.class)
                .optional()
                .map(DemoClock::read)
                .map(recorded -> recorded.from(now, 1))
                .orElse(new Pace(now, now, 1));
    }

    @Override
    public Instant instant() {
        return pace.at(machine.instant());
    }

    @Override
    public Duration realTimeUntil(Instant instant) {
        Duration left = Duration.between(instant(), instant);
        return left.isNegative() ? Duration.ZERO : left.dividedBy(pace.factor());
    }

    @Override
    public int factor() {
        return pace.factor();
    }

    /** Sets the pace, or renews the loan of a fast one. */
    synchronized void run(int factor) {
        boolean changes = factor != pace.factor();
        if (changes || factor > 1) {
            take(pace.from(machine.instant(), factor), changes);
        }
    }

    /** Goes on from the later of now and the instant. */
    synchronized void jumpTo(Instant instant) {
        take(pace.jumpedTo(machine.instant(), instant), true);
    }

    private void take(Pace next, boolean tell) {
        Pace record = next.atMost();
        jdbc.sql("insert into setting (name, value) values (?, ?::jsonb)"
                        + " on conflict (name) do update set value = excluded.value")
                .params(
                        SETTING,
                        Json.write(Map.of(
                                "real", record.real().toString(),
                                "shown", record.shown().toString())))
                .update();
        pace = next;
        if (tell) {
            events.publishEvent(new ClockMoved());
        }
    }

    private static Pace read(String json) {
        JsonNode recorded = Json.mapper().readTree(json);
        return new Pace(
                Instant.parse(recorded.path("real").asString()),
                Instant.parse(recorded.path("shown").asString()),
                1);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** Times of the product are instants; a zone is applied where they are shown. */
    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("The demo's clock knows no zones");
    }
}
