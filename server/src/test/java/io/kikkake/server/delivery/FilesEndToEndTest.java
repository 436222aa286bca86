package io.kikkake.server.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.server.Scene;
import io.kikkake.server.TestClock;
import io.kikkake.server.TestServer;
import io.kikkake.server.feedback.Answers;
import jakarta.mail.BodyPart;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** From an uploaded file, and from a customer's owner, to what a mail server gets. */
class FilesEndToEndTest {

    private static final byte[] PICTURE = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");
    private static final byte[] GUIDE = "%PDF-1.7 ".repeat(50_000).getBytes(UTF_8);

    private final TestClock clock = new TestClock("2026-04-01T03:00:00Z");
    private final ScriptedSmtp smtp = new ScriptedSmtp();
    private TestServer server;
    private Scene scene;

    @BeforeEach
    void start() throws IOException {
        server = TestServer.start(
                clock,
                Map.of(
                        "kikkake.smtp.host", "127.0.0.1",
                        "kikkake.smtp.port", String.valueOf(smtp.port()),
                        "kikkake.smtp.tls", "none",
                        "kikkake.mail.bounce-domain", "bounce.example.com",
                        "kikkake.feedback.smtp-port", "0",
                        "kikkake.representatives[0].email", "sato@example.com",
                        "kikkake.representatives[0].name", "佐藤 健",
                        "kikkake.representatives[0].standard", "true",
                        "kikkake.representatives[1].email", "suzuki@example.com",
                        "kikkake.representatives[1].name", "鈴木 一"));
        scene = new Scene(server, clock);
    }

    @AfterEach
    void stop() {
        server.close();
        smtp.close();
    }

    @Test
    void a_mail_arrives_with_its_picture_and_its_files() throws Exception {
        assertThat(put("logo.png", PICTURE)).isEqualTo(200);
        assertThat(put("guide.pdf", GUIDE)).isEqualTo(200);
        scene.publish(document("""
                    from: {name: Shop, email: shop@example.jp}
                    attachments: [{file: guide.pdf, name: "{{ customer.lastName }}様 資料.pdf"}, guide.pdf]
                """));
        scene.signUp("hanako", "'lastName':'山田'");
        scene.does("hanako", "Document Requested");
        server.settle();
        arrive(1);

        MimeMessage mail = read(0);
        var mixed = (MimeMultipart) mail.getContent();
        assertThat(mixed.getContentType()).startsWith("multipart/mixed");
        assertThat(mixed.getCount()).isEqualTo(3);
        var alternative = (MimeMultipart) mixed.getBodyPart(0).getContent();
        assertThat(alternative.getBodyPart(0).getContentType()).startsWith("text/plain");
        var related = (MimeMultipart) alternative.getBodyPart(1).getContent();
        assertThat(related.getContentType()).startsWith("multipart/related");
        assertThat((String) related.getBodyPart(0).getContent()).contains("src=\"cid:logo.png@kikkake\"");
        var picture = (MimeBodyPart) related.getBodyPart(1);
        assertThat(picture.getContentID()).isEqualTo("<logo.png@kikkake>");
        assertThat(picture.getDisposition()).isEqualTo("inline");
        assertThat(picture.getContentType()).startsWith("image/png");
        assertThat(bytes(picture)).isEqualTo(PICTURE);
        assertThat(name(mixed.getBodyPart(1))).isEqualTo("山田様 資料.pdf");
        assertThat(bytes(mixed.getBodyPart(1))).isEqualTo(GUIDE);
        assertThat(name(mixed.getBodyPart(2))).isEqualTo("guide.pdf");

        var preview = server.get("/api/scenarios/guide/messages/m/preview");
        assertThat(preview.path("html").asString())
                .contains("src=\"data:image/png;base64," + Base64.getEncoder().encodeToString(PICTURE));
        assertThat(preview.path("attachments").path(0).path("name").asString()).endsWith("様 資料.pdf");
        assertThat(preview.path("attachments").path(0).path("size").asInt()).isEqualTo(GUIDE.length);
    }

    @Test
    void a_scenario_with_a_file_that_is_not_there_is_refused_and_a_file_in_use_stays() {
        String document = document("""
                    from: {name: Shop, email: shop@example.jp}
                    attachments: [{file: guide.pdf}]
                """);
        put("logo.png", PICTURE);
        var refused = server.apply(document);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("/messages/m/attachments/0/file", "There is no file guide.pdf", "PUT /api/files/guide.pdf");

        put("guide.pdf", GUIDE);
        scene.publish(document);
        var kept = delete("guide.pdf");
        assertThat(kept).startsWith("409").contains("guide (m)");
        assertThat(server.get("/api/files").path("files")).hasSize(2);
        assertThat(server.get("/api/files")
                        .path("files")
                        .path(0)
                        .path("usedBy")
                        .path(0)
                        .path("scenario")
                        .asString())
                .isEqualTo("guide");

        scene.archive("guide");
        assertThat(delete("guide.pdf")).startsWith("204");
        assertThat(delete("guide.pdf")).startsWith("404");
    }

    @Test
    void a_file_is_refused_that_is_too_large_or_that_nobody_would_take() {
        assertThat(put("a.zip", new byte[5_000_001])).isEqualTo(413);
        assertThat(put("a.zip", new byte[5_000_000])).isEqualTo(200);
        assertThat(put("a.exe", PICTURE)).isEqualTo(422);
        assertThat(put("資料 1.pdf", PICTURE)).isEqualTo(200);
        assertThat(call("GET", "資料 1.pdf", null).headers().firstValue("Content-Disposition"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("attachment"));
    }

    @Test
    void a_follow_up_leaves_in_the_owners_name_else_the_standard_representatives() throws Exception {
        scene.publish(Scene.document("own", "{event: Asked}", "- {id: mail, send: m}")
                .replace("from: {name: Shop, email: shop@example.jp}", "from: owner"));
        scene.signUp("hanako", "'owner':'suzuki@example.com'");
        scene.signUp("taro");
        scene.does("hanako", "Asked");
        server.settle();
        arrive(1);
        scene.does("taro", "Asked");
        server.settle();
        arrive(2);

        assertThat(read(0).getFrom()[0]).isEqualTo(new InternetAddress("suzuki@example.com", "鈴木 一"));
        assertThat(((InternetAddress) read(0).getFrom()[0]).getPersonal()).isEqualTo("鈴木 一");
        assertThat(((InternetAddress) read(1).getFrom()[0]).getPersonal()).isEqualTo("佐藤 健");
        assertThat(read(1).getFrom()[0].toString()).contains("sato@example.com");
    }

    /** The shop's address is the sender, which its domain vouches for; the answer is the representative's. */
    @Test
    void an_answer_goes_to_the_owner_and_bounces_to_the_bounce_address_and_the_answer_finds_its_run() throws Exception {
        scene.publish(Scene.document(
                        "ask",
                        "{event: Asked}",
                        "- {id: mail, send: m}\n- {id: pause, wait: 3d}\n- {id: more, send: m}")
                .replace(
                        "from: {name: Shop, email: shop@example.jp}",
                        "from: {name: \"{{ owner.name }}（ひより商店）\", email: shop@example.jp}\n    reply-to: owner"));
        scene.signUp("hanako", "'owner':'suzuki@example.com'");
        scene.signUp("taro");
        scene.does("hanako", "Asked");
        server.settle();
        arrive(1);
        scene.does("taro", "Asked");
        server.settle();
        arrive(2);

        MimeMessage mail = read(0);
        assertThat(((InternetAddress) mail.getFrom()[0]).getPersonal()).isEqualTo("鈴木 一（ひより商店）");
        var replyTo = (InternetAddress) mail.getReplyTo()[0];
        assertThat(replyTo.getAddress()).isEqualTo("suzuki@example.com");
        assertThat(replyTo.getPersonal()).isEqualTo("鈴木 一");
        assertThat(((InternetAddress) read(1).getReplyTo()[0]).getAddress()).isEqualTo("sato@example.com");
        assertThat(smtp.taken.get(0).from()).matches("b\\+[a-z0-9_-]+@bounce\\.example\\.com");
        assertThat(scene.count("select count(*) from run")).isEqualTo(2);

        var answer = (MimeMessage) mail.reply(false);
        answer.setFrom("hanako@example.jp");
        answer.setText("お願いします");
        answer.saveChanges();
        var source = new ByteArrayOutputStream();
        answer.writeTo(source);
        Answers.take(server, clock.instant(), source.toByteArray());
        server.settle();

        assertThat(scene.count("select count(*) from event where name = 'Message Replied'"))
                .isEqualTo(1);
        assertThat(scene.count("select count(*) from task where owner = 'suzuki@example.com'"))
                .isEqualTo(1);
        assertThat(scene.count("select count(*) from run")).isEqualTo(1);
    }

    private static String document(String fields) {
        return """
                scenario: guide
                name: Guide
                topic: news
                trigger: {event: Document Requested}
                steps:
                  - {id: mail, send: m}
                messages:
                  m:
                %s    subject: "資料"
                    mjml: |
                      <mjml><mj-body><mj-section><mj-column>
                        <mj-image src="cid:logo.png" alt="logo" width="40px" />
                        <mj-text><a href="{{ links.unsubscribe }}">stop</a></mj-text>
                      </mj-column></mj-section></mj-body></mjml>
                """.formatted(fields.indent(0));
    }

    private void arrive(int mails) {
        TestServer.await("the mail to arrive", () -> smtp.taken.size() == mails);
        server.settle();
    }

    private MimeMessage read(int number) throws Exception {
        String source = smtp.taken.get(number).source();
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(source.getBytes(UTF_8)));
    }

    private static byte[] bytes(BodyPart part) throws Exception {
        return part.getInputStream().readAllBytes();
    }

    private static String name(BodyPart part) throws Exception {
        return MimeUtility.decodeText(part.getFileName());
    }

    private int put(String name, byte[] content) {
        return call("PUT", name, content).statusCode();
    }

    private String delete(String name) {
        var answer = call("DELETE", name, null);
        return answer.statusCode() + " " + answer.body();
    }

    private HttpResponse<String> call(String method, String name, byte @org.jspecify.annotations.Nullable [] content) {
        var request = HttpRequest.newBuilder(URI.create(server.url() + "/api/files/"
                        + URLEncoder.encode(name, UTF_8).replace("+", "%20")))
                .header("Authorization", "Bearer " + server.token())
                .method(
                        method,
                        content == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(content))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
