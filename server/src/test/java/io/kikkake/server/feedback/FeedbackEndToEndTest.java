package io.kikkake.server.feedback;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.server.TestClock;
import io.kikkake.server.TestServer;
import java.io.IOException;
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
                        "kikkake.feedback.hooks.postmark-secret", "secret"));
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
}
