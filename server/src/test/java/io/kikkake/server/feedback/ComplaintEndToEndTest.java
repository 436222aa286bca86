package io.kikkake.server.feedback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.server.TestClock;
import io.kikkake.server.TestServer;
import io.kikkake.server.platform.ClockMoved;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody presses “this is spam”: from the report a mailbox provider sends (RFC 5965) to the silence that follows. */
class ComplaintEndToEndTest {

    private static final String NEWS = """
            scenario: news
            name: News
            topic: news
            trigger: {event: Asked}
            key: n
            steps:
              - {id: first, send: hello}
              - {id: pause, wait: 3d}
              - {id: second, send: hello}
            messages:
              hello:
                from: {name: Shop, email: shop@example.com}
                subject: "Hello {{ event.n }}"
                mjml: |
                  <mjml><mj-body><mj-section><mj-column>
                    <mj-text><a href="{{ links.unsubscribe }}">stop</a></mj-text>
                  </mj-column></mj-section></mj-body></mjml>
            """;

    private final TestClock clock = new TestClock("2026-04-01T03:00:00Z");
    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.start(
                clock, Map.of("kikkake.mail.bounce-domain", "bounce.example.com", "kikkake.feedback.smtp-port", "0"));
        server.ingest("identify", "{'userId':'hanako','traits':{'email':'hanako@example.jp'}}");
        assertThat(server.apply(NEWS).statusCode()).isEqualTo(200);
        server.settle();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void ask(int n) {
        server.ingest("track", "{'userId':'hanako','event':'Asked','properties':{'n':" + n + "}}");
        server.settle();
    }

    private long count(String sql) {
        return server.database().jdbc().sql(sql).query(Long.class).single();
    }

    /** What the provider returns of our message: its header, as it left. */
    private String sentHeader() {
        var mail = server.get("/api/mailbox").path("mails").path(0).path("id").asString();
        String source = server.get("/api/mailbox/" + mail).path("source").asString();
        return source.replace("\r\n", "\n").split("\n\n", 2)[0];
    }

    private static String report(String header) {
        return ("""
                From: <abuse@mailbox.example>
                To: <fbl@bounce.example.com>
                Subject: FW: Hello 1
                Message-ID: <report-1@mailbox.example>
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=feedback-report; boundary="part"

                --part
                Content-Type: text/plain; charset=us-ascii

                This is an email abuse report.
                --part
                Content-Type: message/feedback-report

                Feedback-Type: abuse
                User-Agent: Mailbox/1.0
                Version: 1
                Original-Mail-From: <shop@example.com>
                --part
                Content-Type: message/rfc822
                Content-Disposition: inline

                """ + header + "\n\nThe text is left out.\n--part--\n").replace("\n", "\r\n");
    }

    private void deliver(String mail) throws IOException {
        String dialogue = "LHLO mx.mailbox.example\r\nMAIL FROM:<abuse@mailbox.example>\r\n"
                + "RCPT TO:<fbl@bounce.example.com>\r\nDATA\r\n";
        try (var socket =
                new Socket("127.0.0.1", server.bean(InboundListener.class).port())) {
            var replies = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            socket.getOutputStream().write(dialogue.getBytes(UTF_8));
            while (!replies.readLine().startsWith("354")) {}
            socket.getOutputStream().write((mail + ".\r\nQUIT\r\n").getBytes(UTF_8));
            assertThat(replies.readLine()).startsWith("250");
        }
    }

    @Test
    void aComplaintThatComesInByLmtpEndsAllMarketingMailToThePerson() throws IOException {
        ask(1);
        assertThat(server.subjectsTo("hanako@example.jp")).containsExactly("Hello 1");

        deliver(report(sentHeader()));
        server.bean(InboundWorker.class).wake();
        TestServer.await(
                "the report to be read", () -> count("select count(*) from inbound_mail where state = 1") == 1);
        server.settle();

        var entry = server.get("/api/suppressions").path("suppressions").path(0);
        assertThat(entry.path("address").asString()).isEqualTo("hanako@example.jp");
        assertThat(entry.path("reason").asString()).isEqualTo("complained");
        assertThat(entry.path("until").isNull()).isTrue();
        assertThat(count("select count(*) from event where name = 'Message Complained'"
                        + " and properties ->> 'scenario' = 'news' and properties ->> 'address' = 'hanako@example.jp'"))
                .isEqualTo(1);
        assertThat(count("select count(*) from consent where topic = 'news' and not granted"))
                .isEqualTo(1);

        ask(2);
        clock.advance(Duration.ofDays(4));
        server.publish(new ClockMoved());
        server.settle();
        server.ingest("identify", "{'userId':'hanako','traits':{'email':'new@example.jp'}}");
        ask(3);
        assertThat(server.subjectsTo("example.jp")).containsExactly("Hello 1");

        deliver(report("Message-ID: <other@elsewhere.example>"));
        server.bean(InboundWorker.class).wake();
        TestServer.await(
                "the second report to be read", () -> count("select count(*) from inbound_mail where state = 1") == 2);
        assertThat(count("select count(*) from event where name = 'Message Complained'"))
                .isEqualTo(1);
    }
}
