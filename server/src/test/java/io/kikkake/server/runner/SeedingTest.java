package io.kikkake.server.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.server.TestClock;
import io.kikkake.server.TestServer;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a scenario asks of the past is known before it decides anything. */
class SeedingTest {

    private static final TestClock clock = new TestClock("2026-04-01T03:00:00Z");
    private static TestServer server;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.start(clock);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void threeViewsInSevenDaysPublishedAfterTwoViewsFiresAtTheThird() {
        signUp("hesitant");
        signUp("curious");
        does("hesitant", "Viewed A", "2026-03-20T00:00:00Z");
        does("hesitant", "Viewed A", "2026-03-30T00:00:00Z");
        does("hesitant", "Viewed A", "2026-03-31T00:00:00Z");
        does("curious", "Viewed A", "2026-03-31T00:00:00Z");
        server.settle();
        publish("views", "Viewed A");

        does("hesitant", "Viewed A", "2026-04-01T02:00:00Z");
        does("curious", "Viewed A", "2026-04-01T02:00:00Z");
        server.settle();

        assertThat(server.subjectsTo("hesitant@example.jp")).containsExactly("views");
        assertThat(server.subjectsTo("curious@example.jp")).isEmpty();
    }

    @Test
    void everybodyIsSeededAndItIsToldHowFar() {
        for (int i = 0; i < 30; i++) {
            does("many" + i, "Viewed B", "2026-03-31T00:00:00Z");
        }
        server.settle();
        publish("many", "Viewed B");

        TestServer.await(
                "all to be seeded",
                () -> server.get("/api/system").path("seeding").isNull());
        TestServer.await(
                "all to have what was seen",
                () -> server.database()
                                .jdbc()
                                .sql("select count(*) from customer_state s join event e using (customer_id)"
                                        + " where e.name = 'Viewed B' and length(s.state) > 12")
                                .query(Long.class)
                                .single()
                        == 30);
    }

    @Test
    void theViewsOfAVisitorWhoTurnedOutToBeAMemberCount() {
        signUp("member");
        server.ingest("track", "{'anonymousId':'device','event':'Viewed C','timestamp':'2026-03-31T00:00:00Z'}");
        does("member", "Viewed C", "2026-03-31T00:00:00Z");
        server.ingest("identify", "{'userId':'member','anonymousId':'device'}");
        server.settle();
        publish("merged", "Viewed C");

        does("member", "Viewed C", "2026-04-01T02:00:00Z");
        server.settle();

        assertThat(server.subjectsTo("member@example.jp")).containsExactly("merged");
    }

    @Test
    void aRestartGoesOnWithTheTalliesItHad() {
        publish("restarted", "Viewed D");
        signUp("patient");
        does("patient", "Viewed D", "2026-03-31T00:00:00Z");
        does("patient", "Viewed D", "2026-03-31T00:00:01Z");
        server.settle();
        server.restart();

        does("patient", "Viewed D", "2026-04-01T02:00:00Z");
        server.settle();

        assertThat(server.subjectsTo("patient@example.jp")).containsExactly("restarted");
    }

    private static void publish(String id, String event) {
        assertThat(server.apply("""
                        scenario: %s
                        name: Views
                        topic: news
                        trigger: {event: %s, where: {performed: %s, at-least: 3, within: 7d}}
                        steps:
                          - {id: mail, send: views}
                        messages:
                          views:
                            from: {name: Shop, email: shop@example.jp}
                            subject: "%s"
                            mjml: |
                              <mjml><mj-body><mj-section><mj-column>
                                <mj-text><a href="{{ links.unsubscribe }}">stop</a></mj-text>
                              </mj-column></mj-section></mj-body></mjml>
                        """.formatted(id, event, event, id)).statusCode())
                .isEqualTo(200);
    }

    private static void signUp(String user) {
        server.ingest(
                "identify",
                "{'userId':'" + user + "','traits':{'email':'" + user + "@example.jp','lastName':'" + user + "'}}");
    }

    private static void does(String user, String event, String timestamp) {
        server.ingest("track", "{'userId':'" + user + "','event':'" + event + "','timestamp':'" + timestamp + "'}");
    }
}
