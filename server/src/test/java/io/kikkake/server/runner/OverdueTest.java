package io.kikkake.server.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.server.TestClock;
import io.kikkake.server.TestServer;
import io.kikkake.server.ingest.Shards;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** In which order events and timers are decided when both come too late: after an outage, or with more due than a step takes. */
class OverdueTest {

    private static final Limits PLENTY = new Limits(64, 64);

    private static final String CART = """
            scenario: cart
            name: Cart
            topic: news
            trigger: {event: Cart Updated}
            goal: {event: Order Completed}
            steps:
              - {id: wait, wait: 1h}
              - {id: mail, send: reminder}
            messages:
              reminder:
                from: {name: Shop, email: shop@example.jp}
                subject: "Your cart"
                mjml: |
                  <mjml><mj-body><mj-section><mj-column>
                    <mj-text><a href="{{ links.unsubscribe }}">stop</a></mj-text>
                  </mj-column></mj-section></mj-body></mjml>
            """;

    private static final TestClock clock = new TestClock("2026-04-01T03:00:00Z");
    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.start(clock);
        assertThat(server.apply(CART).statusCode()).isEqualTo(200);
        // from here on a step is made when the test says so
        server.bean(Runner.class).stop();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void aPurchaseInTimeWinsThoughItIsReadTogetherWithTheTimer() throws SQLException {
        fillsCart("punctual");
        decide(PLENTY);
        clock.advance(Duration.ofMinutes(59));
        buys("punctual");
        clock.advance(Duration.ofMinutes(5));
        decide(PLENTY);

        assertThat(happenedTo("punctual")).contains("goal").doesNotContain("sent");
    }

    @Test
    void aPurchaseInTimeWinsThoughItWaitsBehindOthersInTheLog() throws SQLException {
        fillsCart("behind");
        decide(PLENTY);
        clock.advance(Duration.ofMinutes(59));
        for (int i = 0; i < 3; i++) {
            server.ingest("track", "{'userId':'behind','event':'Product Viewed'}");
        }
        buys("behind");
        clock.advance(Duration.ofMinutes(5));
        decide(new Limits(1, 64));

        assertThat(happenedTo("behind")).contains("goal").doesNotContain("sent");
    }

    @Test
    void aPurchaseInTimeWinsAmongManyTimersThatAreDue() throws SQLException {
        // numbers of customers are given out in a row, so that there are some in every shard
        for (int i = 0; i < 12; i++) {
            fillsCart("waiting" + i);
        }
        fillsCart("among");
        decide(PLENTY);
        clock.advance(Duration.ofMinutes(59));
        buys("among");
        clock.advance(Duration.ofMinutes(5));
        decide(new Limits(64, 1));

        assertThat(happenedTo("among")).contains("goal").doesNotContain("sent");
        assertThat(happenedTo("waiting0")).contains("sent");
    }

    @Test
    void aPurchaseThatCameTooLateDoesNotOvertakeTheTimerThatWaitsBehindOthers() throws SQLException {
        for (int i = 0; i < 12; i++) {
            fillsCart("first" + i);
        }
        clock.advance(Duration.ofSeconds(1));
        fillsCart("late");
        decide(PLENTY);
        clock.advance(Duration.ofMinutes(61));
        buys("late");
        decide(new Limits(64, 1));

        assertThat(happenedTo("late")).contains("sent").doesNotContain("goal");
    }

    @Test
    void aTimerThatIsSetOnlyInTheStepItselfFiresBeforeWhatWasAcceptedAfterItWasDue() throws SQLException {
        fillsCart("outage");
        clock.advance(Duration.ofMinutes(61));
        buys("outage");
        decide(PLENTY);

        assertThat(happenedTo("outage")).contains("sent").doesNotContain("goal");
    }

    @Test
    void aPurchaseAcceptedBeforeATimerThatIsSetOnlyInTheStepItselfWins() throws SQLException {
        fillsCart("quick");
        clock.advance(Duration.ofMinutes(59));
        buys("quick");
        clock.advance(Duration.ofMinutes(2));
        decide(PLENTY);

        assertThat(happenedTo("quick")).contains("goal").doesNotContain("sent");
    }

    /** Step by step, each shard, until nothing is left to do. */
    private static void decide(Limits limits) throws SQLException {
        ShardSteps steps = server.bean(ShardSteps.class);
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            while (steps.step(shard, limits).more()) {
                // there is more
            }
        }
    }

    private static void fillsCart(String user) {
        server.ingest("identify", "{'userId':'%s','traits':{'email':'%s@example.jp'}}".formatted(user, user));
        server.ingest("track", "{'userId':'%s','event':'Cart Updated'}".formatted(user));
    }

    private static void buys(String user) {
        server.ingest("track", "{'userId':'%s','event':'Order Completed'}".formatted(user));
    }

    private static List<String> happenedTo(String user) {
        return server.database()
                .jdbc()
                .sql("select what from trace join customer_identity using (customer_id)"
                        + " where kind = 1 and value = ? order by id")
                .param(user)
                .query(String.class)
                .list();
    }
}
