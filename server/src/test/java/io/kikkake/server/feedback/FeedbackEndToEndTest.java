package io.kikkake.server.feedback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.server.TestClock;
import io.kikkake.server.TestServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From what comes in to what follows. */
class FeedbackEndToEndTest {

    private final TestClock clock = new TestClock("2026-04-01T03:00:00Z");
    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.start(
                clock,
                Map.of(
                        "kikkake.mail.bounce-domain", "bounce.example.com",
                        "kikkake.feedback.smtp-port", "0",
                        "kikkake.feedback.hooks.postmark-secret", "secret",
                        "kikkake.representatives[0].email", "sato@example.com",
                        "kikkake.representatives[0].name", "佐藤 健",
                        "kikkake.representatives[0].standard", "true"));
        server.ingest("identify", "{'userId':'hanako','traits':{'email':'hanako@example.jp'}}");
        server.settle();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private long suppressed() {
        return count("select count(*) from suppression where address = 'hanako@example.jp'");
    }

    private long count(String sql) {
        return server.database().jdbc().sql(sql).query(Long.class).single();
    }

    private int postmark(String body) {
        String password = Base64.getEncoder().encodeToString("kikkake:secret".getBytes(UTF_8));
        return server.call(
                        "POST",
                        "/hooks/postmark",
                        body,
                        "Authorization",
                        "Basic " + password,
                        "Content-Type",
                        "application/json")
                .status();
    }

    @Test
    void aHardBounceAProviderTellsTwiceSuppressesTheAddressOnceUntilItIsLifted() {
        String bounce = "{\"RecordType\":\"Bounce\",\"ID\":42,\"Type\":\"HardBounce\",\"Email\":\"hanako@example.jp\","
                + "\"Details\":\"550 5.1.1 user unknown\"}";
        assertThat(postmark(bounce)).isEqualTo(204);
        assertThat(postmark(bounce)).isEqualTo(204);
        TestServer.await("the address to be suppressed", () -> suppressed() == 1);
        assertThat(count("select count(*) from event where name = 'Message Bounced'"))
                .isEqualTo(1);

        server.call("DELETE", "/api/suppressions/hanako@example.jp", "", "Authorization", "Bearer " + server.token());
        server.settle();
        assertThat(suppressed()).isZero();
    }

    @Test
    void anAddressThatComesBackSoftlyTooOftenRestsForAMonth() {
        for (int time = 1; time <= 5; time++) {
            assertThat(suppressed()).isZero();
            softly(time);
            int told = time;
            TestServer.await(
                    "what came back to be told",
                    () -> count("select count(*) from finding where verdict = 'soft'") == told);
            server.settle();
            clock.advance(Duration.ofDays(2));
        }
        TestServer.await("the address to be suppressed", () -> suppressed() == 1);
        assertThat(server.get("/api/suppressions")
                        .path("suppressions")
                        .get(0)
                        .path("reason")
                        .asString(""))
                .isEqualTo("soft");

        clock.advance(Duration.ofDays(31));
        server.bean(InboundWorker.class).wake();

        TestServer.await("the address to be let go", () -> suppressed() == 0);
    }

    private void softly(int time) {
        String bounce = "{\"RecordType\":\"Bounce\",\"ID\":" + time
                + ",\"Type\":\"SoftBounce\",\"Email\":\"hanako@example.jp\"," + "\"BouncedAt\":\"" + clock.instant()
                + "\",\"Details\":\"452 4.2.2 mailbox full\"}";
        assertThat(postmark(bounce)).isEqualTo(204);
    }

    @Test
    void whoCallsAMailSpamGetsNoMoreOfAnyTopic() {
        String complaint = "{\"RecordType\":\"SpamComplaint\",\"ID\":7,\"Type\":\"SpamComplaint\","
                + "\"Email\":\"hanako@example.jp\"}";
        assertThat(postmark(complaint)).isEqualTo(204);
        TestServer.await("the address to be suppressed", () -> suppressed() == 1);
        server.settle();

        assertThat(server.get("/api/suppressions")
                        .path("suppressions")
                        .get(0)
                        .path("reason")
                        .asString(""))
                .isEqualTo("complained");
        assertThat(count("select count(*) from event where name = 'Message Complained'"))
                .isEqualTo(1);
    }

    @Test
    void aMailThatAnybodyCanWriteDoesNotSuppressAnAddress() {
        var store = server.bean(InboundStore.class);
        store.add(
                "smtp",
                "forged",
                "b+forged@bounce.example.com",
                "From: MAILER-DAEMON@x\nSubject: failure notice\n\n<hanako@example.jp>:\n550 5.1.1 user unknown\n"
                        .getBytes(UTF_8),
                clock.instant());
        server.bean(InboundWorker.class).wake();
        TestServer.await("the mail to be read", () -> count("select count(*) from finding") == 1);
        server.settle();
        assertThat(suppressed()).isZero();
        assertThat(count("select count(*) from finding where verdict = 'soft'")).isEqualTo(1);
    }

    @Test
    void anAddressPutThereByHandGetsNoMail() {
        var answer = server.call(
                "POST",
                "/api/suppressions",
                "{\"address\":\"Hanako@example.jp\"}",
                "Authorization",
                "Bearer " + server.token(),
                "Content-Type",
                "application/json");
        assertThat(answer.status()).isEqualTo(204);
        server.settle();
        assertThat(suppressed()).isEqualTo(1);
        assertThat(server.get("/api/suppressions?search=hanako").path("total").asInt())
                .isEqualTo(1);
    }

    @Test
    void lmtpAnswersForEachRecipient() throws IOException {
        int port = server.bean(InboundListener.class).port();
        String dialogue = "LHLO mx.example.com\r\nMAIL FROM:<>\r\nRCPT TO:<b+x@bounce.example.com>\r\n"
                + "RCPT TO:<a@elsewhere.example>\r\nRCPT TO:<b+y@bounce.example.com>\r\nDATA\r\n";
        try (var socket = new Socket("127.0.0.1", port)) {
            var replies = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            assertThat(replies.readLine()).startsWith("220 ");
            socket.getOutputStream().write(dialogue.getBytes(UTF_8));
            String hello = replies.readLine();
            while (hello.startsWith("250-")) {
                hello = replies.readLine();
            }
            assertThat(replies.readLine()).startsWith("250");
            assertThat(replies.readLine()).startsWith("250");
            assertThat(replies.readLine()).startsWith("550");
            assertThat(replies.readLine()).startsWith("250");
            assertThat(replies.readLine()).startsWith("354");
            socket.getOutputStream().write("Subject: x\r\n\r\ny\r\n.\r\nQUIT\r\n".getBytes(UTF_8));
            assertThat(replies.readLine()).startsWith("250");
            assertThat(replies.readLine()).startsWith("250");
            assertThat(replies.readLine()).startsWith("221");
        }
        assertThat(count("select count(*) from inbound_mail")).isEqualTo(1);
    }

    @Test
    void anAnswerEndsTheFollowUpAndIsPutBeforeTheOwner() {
        var applied = server.apply("""
                scenario: followup
                name: Follow-up
                topic: news
                trigger: {event: Document Requested}
                steps:
                  - {id: first, send: hello}
                  - {id: pause, wait: 3d}
                  - {id: second, send: hello}
                messages:
                  hello:
                    from: owner
                    subject: "Hello"
                    mjml: |
                      <mjml><mj-body><mj-section><mj-column>
                        <mj-text><a href="{{ links.unsubscribe }}">stop</a></mj-text>
                      </mj-column></mj-section></mj-body></mjml>
                """);
        assertThat(applied.statusCode()).as(applied.body()).isEqualTo(200);
        server.ingest("track", "{'userId':'hanako','event':'Document Requested'}");
        server.settle();
        assertThat(server.subjectsTo("hanako@example.jp")).containsExactly("Hello");
        String send = server.database()
                .jdbc()
                .sql("select id from outcome")
                .query(String.class)
                .single();

        String answer =
                "From: hanako@example.jp\nTo: sato@example.com\nSubject: Re: Hello\nMessage-ID: <answer@example.jp>\n"
                        + "In-Reply-To: <" + send + "@example.com>\n\nYes, please.\n";
        for (String name : new String[] {"once", "twice"}) {
            server.bean(InboundStore.class).add("smtp", name, "", answer.getBytes(UTF_8), clock.instant());
        }
        server.bean(InboundWorker.class).wake();
        TestServer.await(
                "the answers to be read", () -> count("select count(*) from inbound_mail where state = 1") == 2);
        server.settle();
        assertThat(count("select count(*) from event where name = 'Message Replied'"))
                .isEqualTo(1);
        assertThat(count("select count(*) from task where owner = 'sato@example.com' and note = 'Re: Hello'"))
                .isEqualTo(1);
        assertThat(count("select count(*) from run")).isZero();
    }
}
