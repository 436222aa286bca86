package io.kikkake.server.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.server.Answer;
import io.kikkake.server.TestClock;
import io.kikkake.server.TestServer;
import io.kikkake.server.delivery.ScriptedSmtp.Act;
import io.kikkake.server.platform.ClockMoved;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Which of our domains is refused where, and why. */
class RefusalsTest {

    private static final String SCENARIO = """
            scenario: %s
            name: News
            topic: news
            trigger: {event: %s}
            key: n
            steps:
              - {id: first, send: hello}
            messages:
              hello:
                from: {name: Shop, email: %s}
                subject: "Hello"
                mjml: |
                  <mjml><mj-body><mj-section><mj-column>
                    <mj-text><a href="{{ links.unsubscribe }}">stop</a></mj-text>
                  </mj-column></mj-section></mj-body></mjml>
            """;

    private final TestClock clock = new TestClock("2026-04-01T03:00:00Z");
    private final ScriptedSmtp smtp = new ScriptedSmtp();
    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.start(
                clock,
                Map.of(
                        "kikkake.smtp.host", "localhost",
                        "kikkake.smtp.port", Integer.toString(smtp.port()),
                        "kikkake.smtp.tls", "none",
                        "kikkake.feedback.hooks.postmark-secret", "secret"));
        for (String who : List.of("hanako@a.example", "taro@a.example", "jiro@b.example", "nobody@b.example")) {
            server.ingest("identify", "{'userId':'%s','traits':{'email':'%s'}}".formatted(who, who));
        }
        assertThat(server.apply(SCENARIO.formatted("one", "One", "news@shop.example.com"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.apply(SCENARIO.formatted("two", "Two", "info@Brand.example.com"))
                        .statusCode())
                .isEqualTo(200);
        server.settle();
    }

    @AfterEach
    void stop() {
        server.close();
        smtp.close();
    }

    private void send(String event, String who) {
        server.ingest("track", "{'userId':'%s','event':'%s','properties':{'n':1}}".formatted(who, event));
    }

    /** A house that refused us is left alone for a while: time goes on until all were tried. */
    private void attempted(int messages) {
        TestServer.await(messages + " messages to be tried", () -> {
            clock.advance(Duration.ofMinutes(2));
            server.publish(new ClockMoved());
            return count("select count(distinct message) from attempt") >= messages;
        });
    }

    private long count(String sql) {
        return server.database().jdbc().sql(sql).query(Long.class).single();
    }

    private List<String> lines(int days) {
        return server.get("/api/refusals?days=" + days)
                .path("refusals")
                .valueStream()
                .map(line -> line.path("sender").asString() + " "
                        + line.path("house").asString() + " "
                        + line.path("kind").asString() + " "
                        + line.path("cause").asString() + " "
                        + line.path("messages").asInt())
                .toList();
    }

    @Test
    void refusalsAreCountedByOurDomainAndTheirsAndNobodyIsBlamedForThem() {
        smtp.script = to -> switch (to) {
            case "jiro@b.example" -> new Act.AnswerRecipient("550 5.7.1 access denied by local policy");
            case "nobody@b.example" -> new Act.AnswerRecipient("550 5.1.1 user unknown");
            default ->
                new Act.Answer("550 5.7.1 Service unavailable; client host [192.0.2.1] blocked using zen.spamhaus.org");
        };
        send("One", "hanako@a.example");
        send("One", "taro@a.example");
        send("Two", "taro@a.example");
        send("Two", "jiro@b.example");
        send("One", "nobody@b.example");
        attempted(5);

        assertThat(lines(7))
                .containsExactlyInAnyOrder(
                        "shop.example.com a.example block blocked 2",
                        "brand.example.com a.example block blocked 1",
                        "brand.example.com b.example policy rules 1");
        JsonNode view = server.get("/api/refusals?days=7");
        assertThat(view.path("messages").asInt()).isEqualTo(4);
        assertThat(view.path("refusals").path(0).path("words").asString()).contains("zen.spamhaus.org");
        server.get("/api/suppressions")
                .path("suppressions")
                .forEach(entry -> assertThat(entry.path("address").asString()).isEqualTo("nobody@b.example"));

        clock.advance(Duration.ofDays(8));
        assertThat(lines(7)).isEmpty();
        assertThat(lines(30)).isNotEmpty();
    }

    @Test
    void aMessageThatIsTriedAgainIsCountedOnce() {
        smtp.script = to -> new Act.Answer("550 5.7.26 unauthenticated mail: DMARC of this domain says reject");
        send("One", "hanako@a.example");
        attempted(1);
        TestServer.await("it to be tried again", () -> {
            clock.advance(Duration.ofHours(1));
            server.publish(new ClockMoved());
            return count("select count(*) from refusal") >= 2;
        });
        assertThat(lines(7)).containsExactly("shop.example.com a.example policy authentication 1");
    }

    @Test
    void whatAProviderTellsLaterIsCountedToo() {
        String blocked = "{\"RecordType\":\"Bounce\",\"ID\":42,\"Type\":\"Blocked\",\"Email\":\"hanako@a.example\","
                + "\"From\":\"news@shop.example.com\",\"Details\":\"550 5.7.1 blocked using zen.spamhaus.org\"}";
        String password = Base64.getEncoder().encodeToString("kikkake:secret".getBytes(UTF_8));
        Answer answer = server.call(
                "POST",
                "/hooks/postmark",
                blocked,
                "Authorization",
                "Basic " + password,
                "Content-Type",
                "application/json");
        assertThat(answer.status()).isEqualTo(204);
        TestServer.await("it to be told", () -> !lines(7).isEmpty());
        assertThat(lines(7)).singleElement().asString().contains("a.example block blocked 1");
    }

    @Test
    void moreThanIsKeptCannotBeAskedFor() {
        Answer answer = server.call("GET", "/api/refusals?days=31", "", "Authorization", "Bearer " + server.token());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("1 to 30");
    }
}
