package io.kikkake.server.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.server.TestClock;
import io.kikkake.server.TestServer;
import io.kikkake.server.platform.ClockMoved;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Triggers that are no single event, on PostgreSQL: timers, batches and schedules, with a clock that moves when told. */
class TriggersTest {

    /** A Wednesday, noon in Tokyo. */
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

    private static String scenario(String id, String trigger, String steps) {
        return """
                scenario: %s
                name: %s
                topic: news
                trigger: %s
                steps:
                %s
                messages:
                  m:
                    from: {name: Shop, email: shop@example.jp}
                    subject: "%s to {{ customer.lastName }}"
                    mjml: |
                      <mjml><mj-body><mj-section><mj-column>
                        <mj-text><a href="{{ links.unsubscribe }}">stop</a></mj-text>
                      </mj-column></mj-section></mj-body></mjml>
                """.formatted(id, id, trigger, steps, id);
    }

    private static void publish(String id, String trigger) {
        publish(id, trigger, "  - {id: mail, send: m}");
    }

    private static void publish(String id, String trigger, String steps) {
        HttpResponse<String> answer = server.apply(scenario(id, trigger, steps));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        batchesEnd();
    }

    private static void batchesEnd() {
        TestServer.await(
                "the batches to end", () -> count("select count(*) from batch where ended_at is null", "") == 0);
        server.settle();
    }

    private static long count(String sql, String value) {
        var statement = server.database().jdbc().sql(sql);
        return (value.isEmpty() ? statement : statement.param(value))
                .query(Long.class)
                .single();
    }

    private static void identify(String user, String traits) {
        HttpResponse<String> answer = server.ingest(
                "identify",
                "{'userId':'" + user + "','traits':{'email':'" + user + "@example.jp','lastName':'" + user + "'"
                        + (traits.isEmpty() ? "" : "," + traits) + "}}");
        assertThat(answer.statusCode()).isEqualTo(200);
    }

    private static void track(String user, String event) {
        server.ingest("track", "{'userId':'" + user + "','event':'" + event + "'}");
    }

    private static java.util.List<String> mails(String user) {
        return server.subjectsTo(user + "@example.jp");
    }

    private static void pass(Duration time) {
        clock.advance(time);
        server.publish(new ClockMoved());
        String now = clock.instant().toString();
        TestServer.await(
                "no timer to be due",
                () -> count(
                                "select (select count(*) from run where due <= now.at) + (select count(*) from timer where"
                                        + " due <= now.at) + (select count(*) from schedule where due <= now.at)"
                                        + " from (select ?::timestamptz) now (at)",
                                now)
                        == 0);
        batchesEnd();
    }

    private static HttpResponse<String> post(String path, String json) {
        return server.post(
                path,
                "application/json",
                json.replace('\'', '"').getBytes(java.nio.charset.StandardCharsets.UTF_8),
                Map.of("Authorization", "Bearer " + server.token()));
    }

    private static long customer(String user) {
        return count("select customer_id from customer_identity where kind = 1 and value = ?", user);
    }

    @Test
    void aContractThatEndsIsRememberedWhetherItWasKnownBeforeOrAfterPublishing() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneId.of("Asia/Tokyo"));
        identify("early", "'contract_end':'" + today.plusDays(60) + "'");
        server.settle();
        publish("contract", "{date: contract_end, before: 30d, at: \"10:00\"}");
        identify("late", "'contract_end':'" + today.plusDays(61) + "'");
        server.settle();
        server.restart();
        pass(Duration.ofDays(30));
        assertThat(mails("early")).containsExactly("contract to early");
        assertThat(mails("late")).isEmpty();
        pass(Duration.ofDays(1));
        assertThat(mails("late")).containsExactly("contract to late");
        assertThat(count("select count(*) from timer where name = ?", "date:contract"))
                .isZero();
    }

    @Test
    void whoHasNotComeBackIsAskedOnceAlsoIfTheyCameBeforePublishing() {
        identify("quiet", "");
        identify("lively", "");
        track("quiet", "Came");
        track("lively", "Came");
        server.settle();
        publish("silence", "{inactive: {event: Came}, for: 10d}");
        pass(Duration.ofDays(5));
        track("lively", "Came");
        server.settle();
        pass(Duration.ofDays(6));
        assertThat(mails("quiet")).containsExactly("silence to quiet");
        assertThat(mails("lively")).isEmpty();
        pass(Duration.ofDays(20));
        assertThat(mails("quiet")).hasSize(1);
        assertThat(mails("lively")).containsExactly("silence to lively");
    }

    @Test
    void whoIsInTheSegmentAlreadyEntersOnlyIfTheTriggerSaysSo() {
        identify("old", "'rank':'gold'");
        server.settle();
        publish("gold", "{entered: {attribute: rank, equals: gold}}");
        publish("golden", "{entered: {attribute: rank, equals: gold}, existing: enter}");
        identify("new", "'rank':'gold'");
        identify("old", "'rank':'gold','city':'tokyo'");
        server.settle();
        assertThat(mails("old")).containsExactly("golden to old");
        assertThat(mails("new")).containsExactlyInAnyOrder("gold to new", "golden to new");
    }

    @Test
    void aMergeMovesTheTimers() {
        publish("welcome-back", "{inactive: {event: Looked}, for: 3d}");
        for (int i = 0; i < 6; i++) {
            identify("member" + i, "");
            server.ingest("track", "{'anonymousId':'device" + i + "','event':'Looked'}");
            for (int filler = 0; filler < i; filler++) {
                server.ingest("track", "{'anonymousId':'filler" + i + filler + "','event':'Nothing'}");
            }
            server.ingest("identify", "{'userId':'member" + i + "','anonymousId':'device" + i + "'}");
        }
        server.settle();
        pass(Duration.ofDays(3));
        for (int i = 0; i < 6; i++) {
            assertThat(mails("member" + i)).containsExactly("welcome-back to member" + i);
        }
    }

    @Test
    void aNewsletterGoesOnceToEachOfItsSegmentAtEachOccurrence() {
        identify("reader", "'letter':true");
        identify("other", "'letter':false");
        server.settle();
        publish("letter", "{schedule: {every: day, at: \"09:00\"}, to: {attribute: letter, equals: true}}");
        pass(Duration.ofDays(1));
        assertThat(mails("reader")).containsExactly("letter to reader");
        server.restart();
        batchesEnd();
        assertThat(mails("reader")).hasSize(1);
        pass(Duration.ofDays(1));
        assertThat(mails("reader")).hasSize(2);
        assertThat(mails("other")).isEmpty();
        server.call("DELETE", "/api/scenarios/letter", "", "Authorization", "Bearer " + server.token());
    }

    @Test
    void aPersonPutsACustomerInSkipsTheWaitAndTakesThemOut() {
        publish("called", "{api: true}", "  - {id: wait, wait: 5d}\n  - {id: mail, send: m}\n  - {id: rest, wait: 5d}");
        identify("called", "");
        server.settle();
        String runs = "/api/customers/" + customer("called") + "/runs";
        assertThat(post(runs, "{'scenario':'called','id':'x'}").statusCode()).isEqualTo(202);
        assertThat(post(runs, "{'scenario':'called','id':'x'}").statusCode()).isEqualTo(202);
        assertThat(post(runs, "{'scenario':'nothing'}").statusCode()).isEqualTo(422);
        server.settle();
        String run = server.get("/api/customers/" + customer("called"))
                .path("runs")
                .path(0)
                .path("id")
                .asString();
        assertThat(post(runs + "/" + run + "/skip", "").statusCode()).isEqualTo(202);
        server.settle();
        assertThat(mails("called")).containsExactly("called to called");
        assertThat(post(runs + "/" + run + "/stop", "").statusCode()).isEqualTo(202);
        server.settle();
        assertThat(count("select count(*) from run where id = ?", run)).isZero();
        assertThat(count("select count(*) from trace where detail like 'by-hand: %' and run = ?", run))
                .isEqualTo(3);
        assertThat(post(runs + "/" + run + "/stop", "").statusCode()).isEqualTo(404);
    }

    @Test
    void requestsForTwoNumbersOfOneCustomerAreTwoRuns() {
        publish("twice", "{api: true}", "  - {id: mail, send: m}");
        identify("known", "");
        server.ingest("track", "{'anonymousId':'device','event':'Seen'}");
        server.settle();
        long device = count("select customer_id from customer_identity where value = ?", "device");
        server.ingest("identify", "{'userId':'known','anonymousId':'device'}");
        server.settle();
        for (long number : new long[] {device, customer("known"), device}) {
            post("/api/customers/" + number + "/runs", "{'scenario':'twice','id':'x'}");
        }
        server.settle();
        assertThat(count("select count(*) from trace where what = 'entered' and scenario = ?", "twice"))
                .isEqualTo(2);
        assertThat(count("select count(distinct run) from trace where what = 'entered' and scenario = ?", "twice"))
                .isEqualTo(2);
    }

    @Test
    void runningCustomersMoveToTheNewVersionByTheMapping() {
        publish("moving", "{event: Go}", "  - {id: a, wait: 5d}\n  - {id: mail, send: m}");
        identify("mover", "");
        track("mover", "Go");
        server.settle();
        String next = scenario("moving", "{event: Go}", "  - {id: b, wait: 5d}\n  - {id: gone, exit: true}\n");
        var headers = Map.of("Authorization", "Bearer " + server.token());
        var body = next.replace("  m:", "  m:").getBytes(java.nio.charset.StandardCharsets.UTF_8);
        HttpResponse<String> preview =
                server.post("/api/scenarios/move-preview?steps=a:b", "application/yaml", body, headers);
        assertThat(preview.body()).isEqualTo("{\"runs\":[{\"version\":1,\"step\":\"a\",\"to\":\"b\",\"runs\":1}]}");
        HttpResponse<String> moved =
                server.post("/api/scenarios?running=move&steps=a:b", "application/yaml", body, headers);
        assertThat(moved.statusCode()).as(moved.body()).isEqualTo(200);
        batchesEnd();
        assertThat(count("select count(*) from run where scenario = ? and version = 2 and step = 'b'", "moving"))
                .isEqualTo(1);
        pass(Duration.ofDays(5));
        assertThat(mails("mover")).isEmpty();
        assertThat(count("select count(*) from run where scenario = ?", "moving"))
                .isZero();
    }

    @Test
    void restocksAreToldInOrderOfRequestLotByLotWhileStockRemains() {
        product("shoe", 0, 9000);
        publish("restock", "{restock: {lot: 2}}");
        for (int i = 0; i < 5; i++) {
            identify("waiter" + i, "");
            server.ingest(
                    "track",
                    "{'userId':'waiter" + i + "','event':'Product Requested','properties':{'product_id':'shoe'}}");
            server.settle();
        }
        product("shoe", 1, 9000);
        told("Product Restocked", 2);
        assertThat(mails("waiter0")).containsExactly("restock to waiter0");
        assertThat(mails("waiter1")).hasSize(1);
        assertThat(mails("waiter2")).isEmpty();
        pass(Duration.ofHours(1));
        told("Product Restocked", 4);
        assertThat(mails("waiter3")).hasSize(1);
        product("shoe", 0, 9000);
        pass(Duration.ofHours(1));
        tellingsRest();
        assertThat(mails("waiter4")).isEmpty();
        product("shoe", 1, 9000);
        told("Product Restocked", 5);
        assertThat(mails("waiter4")).hasSize(1);
        assertThat(mails("waiter0")).hasSize(1);
    }

    @Test
    void aFallingPriceIsToldToThoseWhoLooked() {
        product("bag", 5, 10_000);
        publish("drop", "{price-drop: {percent: 10}}");
        identify("looker", "");
        server.ingest("track", "{'userId':'looker','event':'Product Viewed','properties':{'product_id':'bag'}}");
        server.settle();
        product("bag", 5, 9500);
        told("Product Price Dropped", 1);
        assertThat(mails("looker")).isEmpty();
        product("bag", 5, 8000);
        told("Product Price Dropped", 2);
        assertThat(mails("looker")).containsExactly("drop to looker");
    }

    private static void product(String id, int stock, int price) {
        var answer = server.call(
                "PUT",
                "/api/catalog/products/" + id,
                "{\"name\":\"" + id + "\",\"stock\":" + stock + ",\"price\":" + price + "}",
                "Authorization",
                "Bearer " + server.token(),
                "Content-Type",
                "application/json");
        assertThat(answer.status()).isEqualTo(204);
    }

    private static void told(String event, int times) {
        TestServer.await(times + " " + event, () -> count("select count(*) from event where name = ?", event) >= times);
        tellingsRest();
        assertThat(count("select count(*) from event where name = ?", event)).isEqualTo(times);
    }

    private static void tellingsRest() {
        TestServer.await(
                "the catalog to have told",
                () -> count(
                                "select count(*) from telling where due <= ?::timestamptz",
                                clock.instant().toString())
                        == 0);
        server.settle();
    }
}
