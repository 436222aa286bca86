package io.kikkake.server.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.server.TestClock;
import io.kikkake.server.TestServer;
import io.kikkake.server.platform.ClockMoved;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The engine on PostgreSQL, from event to mail, with a clock that moves when told. */
class RunnerTest {

    private static final TestClock clock = new TestClock("2026-04-01T03:00:00Z");
    private static TestServer server;

    private static final String CART = """
            scenario: cart
            name: {ja: カート, en: Cart}
            topic: news
            trigger: {event: Cart Updated, where: {property: item_count, greater-than: 0}}
            key: cart_id
            reentry: {active: restart, after-exit: always}
            goal: {event: Order Completed, where: {property: cart_id, equals: {entry: cart_id}}}
            steps:
              - {id: wait, wait: {for: 1h}}
              - {id: mail, send: reminder}
            messages:
              reminder:
                from: {name: Shop, email: shop@example.jp}
                subject: "cart {{ event.cart_id }} of {{ customer.lastName }}"
                mjml: |
                  <mjml><mj-body><mj-section><mj-column>
                    <mj-text>{{ event.cart_id }} <a href="{{ links.unsubscribe }}">stop</a></mj-text>
                  </mj-column></mj-section></mj-body></mjml>
            """;

    private static final String HELLO = """
            scenario: hello
            name: Hello
            topic: news
            trigger: {event: Hello}
            steps:
              - {id: mail, send: hello}
            messages:
              hello:
                from: {name: Shop, email: shop@example.jp}
                subject: "hello {{ customer.lastName }}"
                mjml: |
                  <mjml><mj-body><mj-section><mj-column>
                    <mj-text><a href="{{ links.unsubscribe }}">stop</a></mj-text>
                  </mj-column></mj-section></mj-body></mjml>
            """;

    @BeforeAll
    static void start() throws IOException {
        server = TestServer.start(clock);
        assertThat(server.apply(CART).statusCode()).isEqualTo(200);
        assertThat(server.apply(HELLO).statusCode()).isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void theMailComesWhenTheWaitIsOver() {
        signUp("waits", "waits@example.jp");
        cart("waits", "c-1");
        server.settle();
        assertThat(server.subjectsTo("waits@example.jp")).isEmpty();

        pass(Duration.ofHours(1));
        assertThat(server.subjectsTo("waits@example.jp")).containsExactly("cart c-1 of waits");
    }

    @Test
    void theGoalDuringTheWaitMeansNoMail() {
        signUp("buys", "buys@example.jp");
        cart("buys", "c-2");
        server.ingest("track", "{'userId':'buys','event':'Order Completed','properties':{'cart_id':'c-2'}}");
        server.settle();

        pass(Duration.ofHours(2));
        assertThat(server.subjectsTo("buys@example.jp")).isEmpty();
    }

    @Test
    void theSameMessageIdEntersOnce() {
        signUp("twice", "twice@example.jp");
        String event = "{'userId':'twice','event':'Hello','messageId':'m-1'}";
        assertThat(server.ingest("track", event).statusCode()).isEqualTo(200);
        assertThat(server.ingest("track", event).statusCode()).isEqualTo(200);
        server.settle();

        assertThat(server.subjectsTo("twice@example.jp")).hasSize(1);
    }

    @Test
    void importedHistoryCountsButStartsNothing() {
        signUp("imported", "imported@example.jp");
        server.ingest(
                "import",
                "{'batch':[{'type':'track','userId':'imported','event':'Hello','timestamp':'2026-03-01T00:00:00Z'}]}");
        server.settle();

        assertThat(server.subjectsTo("imported@example.jp")).isEmpty();
    }

    /** The visitor's customer and the member's lie in different shards in most of these, and the run comes over. */
    @Test
    void aRunOfAVisitorGoesOnAfterTheVisitorTurnedOutToBeAMember() {
        List<String> names = IntStream.range(0, 8).mapToObj(i -> "member" + i).collect(Collectors.toList());
        for (int i = 0; i < names.size(); i++) {
            signUp(names.get(i), names.get(i) + "@example.jp");
            // so that visitors do not always fall into the same shard as their member
            IntStream.range(0, i)
                    .forEach(filler -> server.ingest(
                            "track",
                            "{'anonymousId':'filler" + System.identityHashCode(names) + filler
                                    + "','event':'Nothing'}"));
        }
        for (String name : names) {
            server.ingest(
                    "track",
                    "{'anonymousId':'device-" + name + "','event':'Cart Updated','properties':{'cart_id':'" + name
                            + "','item_count':1}}");
        }
        for (String name : names) {
            server.ingest("identify", "{'userId':'" + name + "','anonymousId':'device-" + name + "'}");
        }
        server.settle();
        pass(Duration.ofHours(1));

        for (String name : names) {
            assertThat(server.subjectsTo(name + "@example.jp")).containsExactly("cart " + name + " of " + name);
        }
    }

    @Test
    void aRestartGoesOnWhereTheProcessStopped() {
        signUp("restart", "restart@example.jp");
        cart("restart", "c-9");
        server.settle();
        server.restart();
        pass(Duration.ofHours(1));

        assertThat(server.subjectsTo("restart@example.jp")).containsExactly("cart c-9 of restart");
    }

    private static void signUp(String user, String email) {
        server.ingest(
                "identify", "{'userId':'" + user + "','traits':{'email':'" + email + "','lastName':'" + user + "'}}");
    }

    private static void cart(String user, String cart) {
        server.ingest(
                "track",
                "{'userId':'" + user + "','event':'Cart Updated','properties':{'cart_id':'" + cart
                        + "','item_count':1}}");
    }

    private static void pass(Duration time) {
        clock.advance(time);
        server.publish(new ClockMoved());
        TestServer.await(
                "no timer to be due",
                () -> server.database()
                                .jdbc()
                                .sql("select count(*) from run where due <= ?::timestamptz")
                                .param(clock.instant().toString())
                                .query(Long.class)
                                .single()
                        == 0);
        server.settle();
    }
}
