package io.kikkake.server.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.server.Answer;
import io.kikkake.server.TestClock;
import io.kikkake.server.TestDatabase;
import io.kikkake.server.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The whole product while its PostgreSQL goes away and comes back. */
class DatabaseAwayTest {

    private static final String CHROME =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36";
    private static final int EVENTS = 400;

    private final TestClock clock = new TestClock("2026-04-01T03:00:00Z");
    private final StoppablePostgres postgres;
    private TestServer server;
    private String writeKey = "";

    DatabaseAwayTest(@TempDir Path directory) throws Exception {
        postgres = new StoppablePostgres(directory);
    }

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(clock, TestDatabase.at(postgres.url()));
        writeKey = server.writeKey();
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
                      <html><body><a href="https://partner.example/">見る</a>
                      <a href="{{ links.unsubscribe }}">stop</a></body></html>
                """);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
        postgres.close();
    }

    @Test
    void opensAndClicksAreAnsweredAndKeptUntilTheDatabaseIsBack() throws Exception {
        List<String> paths = tracked("hanako");
        clock.advance(Duration.ofMinutes(1));
        SoleWriter writer = server.bean(SoleWriter.class);

        postgres.stop();
        TestServer.await("the loss to be noticed", () -> !writer.held());

        for (String path : paths) {
            Answer answer = server.call("GET", path, "", "User-Agent", CHROME);
            assertThat(answer.status()).isEqualTo(path.startsWith("/t/o/") ? 200 : 302);
        }
        assertThat(track("late", "A")).isEqualTo(503);
        assertThat(server.call("GET", "/api/messages", "", "Authorization", "Bearer " + server.token())
                        .status())
                .isEqualTo(503);
        clock.advance(Duration.ofSeconds(10));

        postgres.start();
        TestServer.await("the right to write", writer::held);
        TestServer.await("both", () -> events("Message Clicked") + events("Message Opened") == 2);
        tracked("taro");
        server.settle();
        assertThat(server.subjectsTo("hanako@example.jp")).containsExactly("Hello");
        assertThat(server.subjectsTo("taro@example.jp")).containsExactly("Hello");
        assertThat(events("Message Clicked")).isEqualTo(1);
        assertThat(events("Message Opened")).isEqualTo(1);
    }

    @Test
    void whatIsAcceptedWhileItComesAndGoesIsDecidedOnce() throws Exception {
        server.ingest("identify", "{'userId':'hanako','traits':{'email':'hanako@example.jp'}}");
        var accepted = new AtomicInteger();
        List<Future<?>> senders = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int sender = 0; sender < 4; sender++) {
                int first = sender;
                senders.add(threads.submit(() -> {
                    for (int i = first; i < EVENTS; i += 4) {
                        insist("e" + i);
                        accepted.incrementAndGet();
                    }
                }));
            }
            for (int time = 1; time <= 2; time++) {
                int some = time * EVENTS / 4;
                TestServer.await("some events", () -> accepted.get() >= some);
                postgres.stop();
                postgres.start();
            }
            for (Future<?> sender : senders) {
                sender.get();
            }
        }
        TestServer.await("the right to write", server.bean(SoleWriter.class)::held);
        server.settle();

        assertThat(events("A")).isEqualTo(EVENTS);
        assertThat(count("select count(distinct seq) = count(*) from event")).isTrue();
        assertThat(count("select count(distinct id) = count(*) from outcome")).isTrue();
        assertThat(count("select count(*) = 0 from outbox")).isTrue();
    }

    /** Until it is accepted, as a client does. */
    private void insist(String messageId) {
        while (track(messageId, "A") != 200) {
            Thread.onSpinWait();
        }
    }

    private int track(String messageId, String event) {
        String basic = java.util.Base64.getEncoder()
                .encodeToString((writeKey + ":").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        String json =
                "{\"userId\":\"" + messageId + "\",\"event\":\"" + event + "\",\"messageId\":\"" + messageId + "\"}";
        return server.call(
                        "POST",
                        "/v1/track",
                        json,
                        "Authorization",
                        "Basic " + basic,
                        "Content-Type",
                        "application/json")
                .status();
    }

    /** The paths of the picture and the link in the mail to a new customer. */
    private List<String> tracked(String user) {
        server.ingest("identify", "{'userId':'" + user + "','traits':{'email':'" + user + "@example.jp'}}");
        server.ingest("track", "{'userId':'" + user + "','event':'A'}");
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

    private long events(String name) {
        return server.database()
                .jdbc()
                .sql("select count(*) from event where name = ?")
                .param(name)
                .query(Long.class)
                .single();
    }

    private boolean count(String question) {
        return server.database().jdbc().sql(question).query(Boolean.class).single();
    }
}
