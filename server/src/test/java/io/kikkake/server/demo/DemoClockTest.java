package io.kikkake.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.server.TestDatabase;
import io.kikkake.server.ingest.Kind;
import io.kikkake.server.ingest.LiveFeed;
import io.kikkake.server.platform.ClockMoved;
import io.kikkake.server.runner.NextDue;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DemoClockTest {

    private static final TestDatabase database = TestDatabase.create();
    private static final Instant START = Instant.parse("2026-07-01T00:00:00Z");

    private final List<Object> told = new ArrayList<>();
    private final LiveFeed feed = new LiveFeed();
    private Instant machine = START;

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void empty() {
        database.empty("setting", "run", "timer", "schedule");
    }

    private DemoClock clock() {
        return new DemoClock(database.jdbc(), told::add, () -> machine);
    }

    private Haste haste(DemoClock clock) {
        return new Haste(clock, new NextDue(database.jdbc()), feed, () -> machine);
    }

    private void waiting(Instant due) {
        database.jdbc()
                .sql("insert into run (id, shard, customer_id, scenario, version, step, started_at, due)"
                        + " values ('run-1', 2, 1, 'cart', 1, 'wait_1h', ?, ?)")
                .params(START.atOffset(ZoneOffset.UTC), due.atOffset(ZoneOffset.UTC))
                .update();
    }

    @Test
    void aBirthdayIsTheNextThingButNothingToHurryFor() {
        DemoClock clock = clock();
        Haste haste = haste(clock);
        Instant birthday = START.plus(Duration.ofDays(3));
        database.jdbc()
                .sql("insert into timer (customer_id, name, shard, due) values (1, 'date:birthday-mail', 1, ?)")
                .param(birthday.atOffset(ZoneOffset.UTC))
                .update();
        haste.touch();
        assertThat(haste.look()).contains(new NextDue.Due(birthday, "birthday-mail", "trigger"));
        assertThat(clock.factor()).isEqualTo(1);
        waiting(birthday.plus(Duration.ofDays(1)));
        assertThat(haste.look()).contains(new NextDue.Due(birthday, "birthday-mail", "trigger"));
        assertThat(clock.factor()).isEqualTo(Haste.FACTOR);
    }

    private void pass(Duration real) {
        machine = machine.plus(real);
    }

    @Test
    void itHurriesWhileSomethingWaitsAndSomebodyLooksOn() {
        DemoClock clock = clock();
        Haste haste = haste(clock);
        haste.look();
        assertThat(clock.factor()).isEqualTo(1);

        waiting(START.plus(Duration.ofHours(1)));
        haste.look();
        assertThat(clock.factor()).as("nobody looks on").isEqualTo(1);

        haste.touch();
        haste.look();
        assertThat(clock.factor()).isEqualTo(360);
        assertThat(told).containsExactly(new ClockMoved());
        assertThat(clock.realTimeUntil(START.plus(Duration.ofHours(1)))).isEqualTo(Duration.ofSeconds(10));

        pass(Duration.ofSeconds(1));
        assertThat(clock.instant()).isEqualTo(START.plus(Duration.ofMinutes(6)));

        pass(Duration.ofMinutes(10));
        haste.look();
        assertThat(clock.factor()).as("nobody looks on any more").isEqualTo(1);
        assertThat(told).hasSize(2);
    }

    @Test
    void anEventShowsThatSomebodyIsThere() {
        DemoClock clock = clock();
        Haste haste = haste(clock);
        waiting(START.plus(Duration.ofHours(1)));
        haste.start();
        try {
            feed.accepted(List.of(new LiveFeed.FeedEvent(1, Kind.TRACK, "Hello", 1, START, START, "{}", "{}", null)));
            haste.look();
            assertThat(clock.factor()).isEqualTo(360);
        } finally {
            haste.stop();
        }
        assertThat(feed.watched()).isFalse();
        assertThat(clock.factor()).isEqualTo(1);
    }

    @Test
    void afterARestartItGoesOnFromWhereItWas() {
        DemoClock clock = clock();
        clock.jumpTo(START.plus(Duration.ofDays(3)));
        pass(Duration.ofHours(2));
        assertThat(clock().instant()).isEqualTo(START.plus(Duration.ofDays(3)).plus(Duration.ofHours(2)));
    }

    @Test
    void evenAfterACrashInHasteItDoesNotGoBack() {
        DemoClock clock = clock();
        clock.run(360);
        pass(Duration.ofSeconds(2));
        clock.run(360);
        pass(Duration.ofMillis(2_900));
        Instant shown = clock.instant();
        assertThat(clock().instant()).isBetween(shown, shown.plus(Duration.ofMinutes(1)));
    }
}
