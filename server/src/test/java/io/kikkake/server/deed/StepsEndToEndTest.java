package io.kikkake.server.deed;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.kikkake.server.TestClock;
import io.kikkake.server.TestServer;
import io.kikkake.server.platform.ClockMoved;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What steps do besides waiting, from event to what comes of it. */
class StepsEndToEndTest {

    private static final TestClock clock = new TestClock("2026-04-01T03:00:00Z");
    private static final Queue<String> signatures = new ConcurrentLinkedQueue<>();
    private static final Queue<String> bodies = new ConcurrentLinkedQueue<>();
    private static final AtomicInteger failing = new AtomicInteger();
    private static TestServer server;
    private static HttpServer crm;

    @BeforeAll
    static void start() throws IOException {
        crm = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        crm.createContext("/lead", exchange -> {
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            signatures.add(String.valueOf(exchange.getRequestHeaders().getFirst("Kikkake-Signature")));
            byte[] answer = "{\"tier\": \"gold\"}".getBytes(StandardCharsets.UTF_8);
            boolean fails = failing.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
            exchange.sendResponseHeaders(fails ? 503 : 200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        crm.start();
        System.setProperty("kikkake.webhook.secret", "secret");
        server = TestServer.start(clock);
    }

    @AfterAll
    static void stop() {
        server.close();
        crm.stop(0);
        System.clearProperty("kikkake.webhook.secret");
    }

    private static String scenario(String id, String steps) {
        return """
                scenario: %s
                name: %s
                topic: news
                trigger: {event: %s}
                goal: {event: Bought}
                steps:
                %s
                messages:
                  mail:
                    from: {name: Shop, email: shop@example.jp}
                    subject: "{{ customer.plan }} {{ steps.c.code }} {{ steps.h.answer.tier }}"
                    mjml: |
                      <mjml><mj-body><mj-section><mj-column>
                        <mj-text><a href="{{ links.unsubscribe }}">stop</a></mj-text>
                      </mj-column></mj-section></mj-body></mjml>
                """.formatted(id, id, id, steps.stripTrailing().indent(2));
    }

    private static void apply(String id, String steps) {
        var answer = server.apply(scenario(id, steps));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static void signUp(String user) {
        server.ingest(
                "identify",
                "{'userId':'" + user + "','traits':{'email':'" + user + "@example.jp','lastName':'" + user + "'}}");
    }

    private static void does(String user, String event) {
        assertThat(server.ingest("track", "{'userId':'" + user + "','event':'" + event + "','properties':{}}")
                        .statusCode())
                .isEqualTo(200);
    }

    private static void upload(String pool, String codes) {
        var answer = server.post(
                "/api/coupons/" + pool,
                "text/plain",
                codes.getBytes(StandardCharsets.UTF_8),
                Map.of("Authorization", "Bearer " + server.token()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static long count(String sql) {
        return server.database().jdbc().sql(sql).query(Long.class).single();
    }

    @Test
    void whatIsSetIsInTheMailAndInTheCustomersRecordAndTheConsentInTheLedger() {
        apply("sets", """
                - {id: s, set: {attributes: {plan: pro}, consents: {offers: true}}}
                - {id: m, send: mail}
                """);
        signUp("setter");
        does("setter", "sets");
        server.settle();
        assertThat(server.subjectsTo("setter@example.jp")).containsExactly("pro");
        assertThat(count("select count(*) from customer where attributes ->> 'plan' = 'pro'"))
                .isEqualTo(1);
        assertThat(count("select count(*) from consent_ledger where topic = 'offers' and act = 'granted'"
                        + " and source = 'scenario sets, step s'"))
                .isEqualTo(1);
    }

    @Test
    void eachCodeOfAPoolGoesToOneCustomerAndAnEmptyPoolEndsTheRun() {
        apply("pooled", "- {id: c, coupon: {pool: spring, expires: 7d}}\n- {id: m, send: mail}");
        upload("spring", "A-1\nA-2\n\nA-1\n");
        upload("spring", "A-2\nA-3\n");
        List<String> users = List.of("p1", "p2", "p3", "p4");
        users.forEach(StepsEndToEndTest::signUp);
        users.forEach(user -> does(user, "pooled"));
        server.settle();
        List<String> subjects = users.stream()
                .flatMap(user -> server.subjectsTo(user + "@example.jp").stream())
                .map(String::strip)
                .toList();
        assertThat(subjects).containsExactlyInAnyOrder("A-1", "A-2", "A-3");
        assertThat(server.get("/api/coupons").path("pools").get(0).path("left").asLong())
                .isZero();
        assertThat(count("select count(*) from trace where detail = 'pool-empty' and what = 'exited'"))
                .isEqualTo(1);
    }

    @Test
    void ourOwnCodesPointsAndTasksAreWrittenOnce() {
        apply("gives", """
                - {id: c, coupon: {prefix: HI-}}
                - {id: p, points: {amount: 50, reason: 登録}}
                - {id: t, task: "{customer.lastName}様へ電話"}
                """);
        signUp("given");
        does("given", "gives");
        server.settle();
        assertThat(count("select count(*) from coupon where pool = '' and code like 'HI-%'"))
                .isEqualTo(1);
        assertThat(count("select sum(points)::bigint from point_entry where scenario = 'gives'"))
                .isEqualTo(50);
        JsonNode task = server.get("/api/tasks").path("tasks").get(0);
        assertThat(task.path("title").asString()).isEqualTo("given様へ電話");
        String bearer = "Bearer " + server.token();
        String done = "/api/tasks/" + task.path("id").asString() + "/done";
        assertThat(server.call("POST", done, "", "Authorization", bearer).status())
                .isEqualTo(204);
        assertThat(server.call("POST", "/api/tasks/none/done", "", "Authorization", bearer)
                        .status())
                .isEqualTo(404);
        assertThat(server.get("/api/tasks").path("tasks")).isEmpty();
        assertThat(server.get("/api/tasks?done=true").path("tasks")).hasSize(1);
    }

    private static String hook(String rules) {
        return "- {id: h, webhook: {url: \"http://127.0.0.1:" + crm.getAddress().getPort() + "/lead\"" + rules
                + "}}\n- {id: m, send: mail}";
    }

    @Test
    void aWebhooksAnswerIsInTheMailAndTheCallIsSigned() {
        apply("asks", hook(", body: {kind: lead}, await: 1m"));
        signUp("asker");
        does("asker", "asks");
        TestServer.await(
                "the mail", () -> !server.subjectsTo("asker@example.jp").isEmpty());
        assertThat(server.subjectsTo("asker@example.jp")).containsExactly("gold");
        assertThat(signatures).allMatch(signature -> signature.matches("sha256=[0-9a-f]{64}"));
        assertThat(bodies).anyMatch(body -> body.contains("\"kind\":\"lead\""));
    }

    @Test
    void aWebhookThatFailsIsCalledAgainLater() {
        apply("retries", hook(", await: 10m"));
        failing.set(1);
        signUp("retrier");
        does("retrier", "retries");
        TestServer.await(
                "the first call to fail",
                () -> count(
                                "select count(*) from webhook_call where scenario = 'retries' and status = 0 and attempts = 1")
                        == 1);
        clock.advance(Duration.ofSeconds(6));
        server.publish(new ClockMoved());
        TestServer.await(
                "the mail", () -> !server.subjectsTo("retrier@example.jp").isEmpty());
    }

    @Test
    void nobodyCanPretendToBeAWebhook() {
        apply(
                "waits",
                "- {id: h, webhook: {url: \"http://127.0.0.1:9/none\", await: 1h, on-failure: end}}\n- {id: m, send: mail}");
        signUp("waiter");
        does("waiter", "waits");
        server.settle();
        String run = server.database()
                .jdbc()
                .sql("select id from run where scenario = 'waits'")
                .query(String.class)
                .single();
        server.ingest(
                "track",
                "{'userId':'waiter','event':'Webhook Answered','properties':{'run':'" + run
                        + "','step':'h','visit':1,'ok':true,'value':{}}}");
        server.settle();
        assertThat(server.subjectsTo("waiter@example.jp")).isEmpty();
    }

    @Test
    void anEventAStepCausesStartsAnotherScenario() {
        apply("Qualified", "- {id: m, send: mail}");
        apply("causes", "- {id: e, emit: Qualified}\n- {id: s, start: other}");
        assertThat(server.apply(scenario("other", "- {id: m, send: mail}").replace("{event: other}", "{api: true}"))
                        .statusCode())
                .isEqualTo(200);
        signUp("causer");
        does("causer", "causes");
        TestServer.await(
                "both mails", () -> server.subjectsTo("causer@example.jp").size() == 2);
        assertThat(count("select count(*) from emitted")).isZero();
    }

    @Test
    void aMessageWhoseConditionNoLongerHoldsDoesNotLeave() {
        apply(
                "still",
                "- {id: s, set: {attributes: {plan: pro}}}\n- {id: m, send: mail, still-true: {attribute: plan, equals: free}}");
        signUp("stiller");
        does("stiller", "still");
        server.settle();
        assertThat(server.subjectsTo("stiller@example.jp")).isEmpty();
        assertThat(count("select count(*) from outcome where scenario = 'still' and status = 6"))
                .isEqualTo(1);
    }

    @Test
    void theArmWithTheBetterGoalRateWins() {
        apply("splits", """
                - id: ab
                  split:
                    arms: [{arm: a, weight: 50, next: w}, {arm: b, weight: 50, next: w}]
                    winner: {after: 1h, min: 3}
                - {id: w, wait: 7d}
                """);
        for (int i = 0; i < 24; i++) {
            signUp("split" + i);
            does("split" + i, "splits");
        }
        server.settle();
        // Those on arm b buy.
        List<String> buyers = server.database()
                .jdbc()
                .sql("select c.attributes ->> 'lastName' from trace t join customer c on c.id = t.customer_id"
                        + " where t.scenario = 'splits' and t.what = 'branched' and t.detail = 'b'")
                .query(String.class)
                .list();
        assertThat(buyers.size()).isBetween(3, 21);
        clock.advance(Duration.ofHours(2));
        server.publish(new ClockMoved());
        buyers.forEach(user -> does(user, "Bought"));
        server.settle();
        TestServer.await("the winner", () -> count("select count(*) from split_winner where arm = 'b'") == 1);
        for (int i = 0; i < 6; i++) {
            does("late" + i, "splits");
        }
        server.settle();
        assertThat(count("select count(*) from trace where scenario = 'splits' and what = 'branched' and detail = 'b'"))
                .isEqualTo(buyers.size() + 6L);
    }
}
