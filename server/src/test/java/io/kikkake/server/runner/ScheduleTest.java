package io.kikkake.server.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.condition.Condition;
import io.kikkake.server.Scene;
import io.kikkake.server.TestClock;
import io.kikkake.server.TestServer;
import io.kikkake.server.customer.CustomerStore;
import io.kikkake.server.scenario.Segments;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Newsletters: whom a schedule sends for. It is noon of a Wednesday in Tokyo. */
class ScheduleTest {

    private static final String DAILY = "{schedule: {every: day, at: \"09:00\"}, to: %s}";

    private final TestClock clock = new TestClock("2026-04-01T03:00:00Z");
    private TestServer server;
    private Scene scene;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.start(clock);
        scene = new Scene(server, clock);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private long lookedAt(String scenario) {
        return scene.count("select coalesce(sum(done), 0)::bigint from batch where scenario = ?", scenario);
    }

    @Test
    void threeOfTwoThousandAreLookedAtAndNobodyElse() {
        for (int from = 0; from < 2_000; from += 1_000) {
            var people = new ArrayList<String>();
            for (int i = from; i < from + 1_000; i++) {
                String vip = i % 700 == 5 ? "true" : "false";
                people.add("{'type':'identify','userId':'u" + i + "','traits':{'email':'u" + i + "@example.jp','vip':"
                        + vip + "}}");
            }
            assertThat(server.ingest("batch", "{'batch':" + people + "}").statusCode())
                    .isEqualTo(200);
        }
        server.settle();
        scene.publish("letter", DAILY.formatted("{attribute: vip, equals: true}"));
        scene.pass(Duration.ofDays(1));

        assertThat(lookedAt("letter")).isEqualTo(3);
        assertThat(scene.mails("u5")).containsExactly("letter");
        assertThat(scene.mails("u705")).containsExactly("letter");
        assertThat(scene.mails("u1405")).containsExactly("letter");
        assertThat(scene.count("select count(*) from trace where scenario = 'letter' and what = 'entered'"))
                .isEqualTo(3);
        server.restart();
        scene.batchesEnd();
        assertThat(scene.mails("u5")).hasSize(1);
    }

    @Test
    void theEngineStillDecidesAboutEachOfThem() {
        scene.signUp("waits");
        scene.signUp("stray");
        scene.publish(Scene.document("waiting", "{event: Go}", "- {id: pause, wait: 30d}"));
        scene.publish("careful", DAILY.formatted("{in-scenario: waiting}"));
        scene.does("waits", "Go");
        server.settle();
        // A row that the customer's state knows nothing of.
        server.database()
                .jdbc()
                .sql("insert into run (id, shard, customer_id, scenario, version, step, started_at)"
                        + " select 'stray', 0, ?, scenario, version, step, started_at from run")
                .param(scene.customer("stray"))
                .update();
        scene.pass(Duration.ofDays(1));

        assertThat(lookedAt("careful")).isEqualTo(2);
        assertThat(scene.mails("waits")).containsExactly("careful");
        assertThat(scene.mails("stray")).isEmpty();
    }

    @Test
    void whoComesToMatchAfterTheDatabaseWasAskedIsNotSentForAnyMore() throws SQLException {
        Condition vips = server.bean(Segments.class).condition("{attribute: vip, equals: true}");
        Candidates candidates = server.bean(Candidates.class);
        for (int i = 0; i < 12; i++) {
            scene.signUp("u" + i, "'vip':" + (i < 6));
        }
        server.settle();
        int shard = (int) (scene.customer("u0") % 4);
        List<Long> theirs = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            if (scene.customer("u" + i) % 4 == shard) {
                theirs.add(scene.customer("u" + i));
            }
        }
        try (Connection connection = server.database().dataSource().getConnection()) {
            assertThat(candidates.next(connection, shard, 1, vips, 0, 1)).isEmpty();
            TestServer.await(
                    "the answer",
                    () -> next(candidates, connection, shard, vips, 0).isPresent());
            scene.signUp("u8", "'vip':true");
            server.settle();

            var found = new ArrayList<Long>();
            long after = 0;
            for (var some = next(candidates, connection, shard, vips, after);
                    some.orElseThrow().last() > 0;
                    some = next(candidates, connection, shard, vips, after)) {
                found.addAll(some.get().ids());
                after = some.get().last();
            }
            assertThat(found).hasSize(2).isEqualTo(theirs.subList(0, 2));

            // The next occurrence is another batch, and asks anew.
            assertThat(candidates.next(connection, shard, 2, vips, 0, 9)).isEmpty();
            TestServer.await(
                    "the answer",
                    () -> some(candidates, connection, shard, vips).isPresent());
            assertThat(some(candidates, connection, shard, vips).orElseThrow().ids())
                    .isEqualTo(theirs);
        }
    }

    private static Optional<CustomerStore.Some> next(
            Candidates candidates, Connection connection, int shard, Condition vips, long after) {
        return ask(candidates, connection, shard, 1, vips, after, 1);
    }

    private static Optional<CustomerStore.Some> some(
            Candidates candidates, Connection connection, int shard, Condition vips) {
        return ask(candidates, connection, shard, 2, vips, 0, 9);
    }

    private static Optional<CustomerStore.Some> ask(
            Candidates candidates,
            Connection connection,
            int shard,
            long batch,
            Condition vips,
            long after,
            int limit) {
        try {
            return candidates.next(connection, shard, batch, vips, after, limit);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
