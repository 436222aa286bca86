package io.kikkake.server.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.server.Answer;
import io.kikkake.server.TestClock;
import io.kikkake.server.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** From the mail to the click to the event, and what may go wrong in between. */
class TrackingEndToEndTest {

    private static final String CHROME =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36";

    private final TestClock clock = new TestClock("2026-04-01T03:00:00Z");
    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.start(clock);
        var answer = server.apply("""
                scenario: hello
                name: hello
                topic: news
                trigger: {event: A}
                steps:
                  - {id: mail, send: hello}
                messages:
                  hello:
                    from: {name: Shop, email: shop@example.jp}
                    subject: Hello
                    html: |
                      <html><body><a href="https://partner.example/{{ event.item }}?a=1&amp;b=2">見る</a>
                      <a href="{{ links.unsubscribe }}">stop</a></body></html>
                """);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** The paths of the picture and of the links in the mail to the customer. */
    private List<String> tracked(String user) {
        server.ingest("identify", "{'userId':'" + user + "','traits':{'email':'" + user + "@example.jp'}}");
        server.ingest("track", "{'userId':'" + user + "','event':'A','properties':{'item':'シャツ'}}");
        server.settle();
        JsonNode mail = server.get("/api/mailbox?q=" + user).path("mails").get(0);
        String html = server.get("/api/mailbox/" + mail.path("id").asString())
                .path("html")
                .asString();
        return Pattern.compile(server.url() + "(/t/[oc]/[^\"]*)\"(?! style=\"display:none)")
                .matcher(html)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private String link(String user) {
        return tracked(user).stream()
                .filter(path -> path.startsWith("/t/c/"))
                .findFirst()
                .orElseThrow();
    }

    private Answer click(String path) {
        return server.call("GET", path, "", "User-Agent", CHROME);
    }

    private long events(String name) {
        return server.database()
                .jdbc()
                .sql("select count(*) from event where name = ?")
                .param(name)
                .query(Long.class)
                .single();
    }

    @Test
    void aClickJustBeforeTheProcessStopsIsInTheLogOnceAfterARestart() {
        String link = link("hanako");
        clock.advance(Duration.ofMinutes(1));
        Answer answer = click(link);

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("location")).isEqualTo("https://partner.example/%E3%82%B7%E3%83%A3%E3%83%84?a=1&b=2");
        assertThat(answer.header("cache-control")).contains("no-store");
        assertThat(answer.header("referrer-policy")).isEqualTo("no-referrer");
        server.restart();
        clock.advance(Duration.ofSeconds(10));
        TestServer.await("the click", () -> events("Message Clicked") == 1);
        server.restart();
        server.settle();
        assertThat(events("Message Clicked")).isEqualTo(1);
    }

    @Test
    void whatPeopleDidIsShownWithTheMessageAndTheStep() {
        List<String> paths = tracked("taro");
        clock.advance(Duration.ofMinutes(1));
        for (String path : paths) {
            Answer answer = click(path);
            assertThat(answer.status()).isIn(200, 302);
        }
        clock.advance(Duration.ofSeconds(10));
        TestServer.await("both", () -> events("Message Clicked") + events("Message Opened") == 2);
        String id =
                server.get("/api/messages").path("messages").get(0).path("id").asString();
        TestServer.await(
                "the feedback",
                () -> server.get("/api/messages/" + id + "/feedback")
                        .path("clicked")
                        .asBoolean());

        JsonNode step = server.get("/api/scenarios/hello/counts").path("nodes").path("mail");
        assertThat(step.path("opened").asLong()).isEqualTo(1);
        assertThat(step.path("clicked").asLong()).isEqualTo(1);
    }

    @Test
    void aClickAfterTheScenarioIsGoneLeadsWhereItAlwaysLed() {
        String link = link("jiro");
        server.database().jdbc().sql("delete from message_content").update();
        server.restart();

        assertThat(click(link).header("location")).startsWith("https://partner.example/");
    }

    @Test
    void aForgedTokenLeadsNowhere() {
        String link = link("saburo");
        Matcher end = Pattern.compile("(.*)(.{5})$").matcher(link);
        assertThat(end.matches()).isTrue();

        assertThat(click(end.group(1) + "AAAAA").status()).isEqualTo(404);
        assertThat(click(link + "?url=https://evil.example/").header("location"))
                .startsWith("https://partner.example/");
        assertThat(click("/t/o/x").status()).isEqualTo(404);
        assertThat(click("/t/c/").status()).isEqualTo(404);
    }

    @Test
    void aMailPassedOnTellsWhatItsReaderLooksAtAndNothingMore() {
        link("hanako");
        long hanako = customerOf("userId", "hanako");
        Tokens tokens = server.bean(Tokens.class);
        String send = tokens.write(
                new Reference.Visit(new Sending("ab".repeat(16), hanako, "", "", "", "", clock.instant())));
        String context = "'context':{'kikkake':{'send':'" + send + "'}}";

        server.ingest("track", "{'anonymousId':'d1','event':'Viewed'," + context + "}");
        server.ingest("identify", "{'anonymousId':'d1','traits':{'lastName':'Friend'}," + context + "}");
        server.ingest(
                "track",
                "{'anonymousId':'d1','event':'Topic Unsubscribed','properties':{'topic':'news'}," + context + "}");
        server.ingest(
                "identify",
                "{'anonymousId':'d1','userId':'friend','traits':{'email':'friend@example.jp'}," + context + "}");
        server.ingest("track", "{'anonymousId':'d1','event':'Bought'," + context + "}");
        server.ingest("track", "{'anonymousId':'d2','event':'Forged','context':{'kikkake':{'send':'" + send + "x'}}}");
        server.settle();

        assertThat(whose("Viewed")).isEqualTo(hanako);
        long friend = customerOf("userId", "friend");
        assertThat(friend).isNotEqualTo(hanako);
        assertThat(whose("Bought")).as("whoever has said who they are").isEqualTo(friend);
        assertThat(whose("Topic Unsubscribed")).isNotEqualTo(hanako);
        assertThat(whose("Forged")).isNotEqualTo(hanako);
        assertThat(customerOf("email", "hanako@example.jp")).isEqualTo(hanako);
    }

    private long whose(String event) {
        return server.database()
                .jdbc()
                .sql(
                        "select coalesce(c.merged_into, c.id) from event e join customer c on c.id = e.customer_id where e.name = ?")
                .param(event)
                .query(Long.class)
                .single();
    }

    private long customerOf(String kind, String value) {
        return server.database()
                .jdbc()
                .sql("select customer_id from customer_identity where kind = ? and value = ?")
                .params(kind.equals("userId") ? 1 : 3, value)
                .query(Long.class)
                .single();
    }
}
