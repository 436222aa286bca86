package io.kikkake.server.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.value.Value;
import io.kikkake.server.channel.Assignment;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Properties;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LetterTest {

    private static final Instant NOW = Instant.parse("2026-04-01T00:00:00Z");
    private static final String URL = "https://mail.example/u/AAAA";
    private final LetterWriter writer = new LetterWriter(ZoneId.of("Asia/Tokyo"));

    @Test
    void a_mail_program_reads_what_was_written() throws Exception {
        String subject = "【ひより商店】髙﨑様、「とても長い題名の資料」はご覧いただけましたでしょうか?㈱①🎉".repeat(2);
        MimeMessage mail = read(write(subject, "<p>こんにちは 😀</p>", "こんにちは\n. 点\n", true));

        assertThat(mail.getSubject()).isEqualTo(subject);
        var from = (InternetAddress) mail.getFrom()[0];
        assertThat(from.getPersonal()).isEqualTo("ひより商店 法人窓口、とても長い名前の部署のさらに長い担当者の名前");
        assertThat(from.getAddress()).isEqualTo("shop@hiyori.example");
        assertThat(((InternetAddress) mail.getReplyTo()[0]).getAddress()).isEqualTo("reply@hiyori.example");
        assertThat(mail.getHeader("Date")).containsExactly("Wed, 1 Apr 2026 09:00:00 +0900");
        var parts = (MimeMultipart) mail.getContent();
        assertThat(parts.getContentType()).startsWith("multipart/alternative");
        assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain");
        assertThat(parts.getBodyPart(0).getContent()).isEqualTo("こんにちは\r\n. 点\r\n");
        assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html");
        assertThat(parts.getBodyPart(1).getContent()).isEqualTo("<p>こんにちは 😀</p>");
    }

    @Test
    void marketing_can_be_stopped_with_one_click() throws Exception {
        MimeMessage mail = read(write("件名", "<p>x</p>", "x", true));

        assertThat(mail.getHeader("List-Unsubscribe")).containsExactly("<" + URL + ">");
        assertThat(mail.getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
        assertThat(mail.getHeader("List-Id", null)).endsWith("<offers.hiyori.example>");
        assertThat(mail.getHeader("Feedback-ID")).containsExactly("mail_1:cart:offers:hiyoriexample");
        assertThat(mail.getHeader("Message-ID")).containsExactly("<m-1@hiyori.example>");
        assertThat(mail.getHeader("X-Kikkake-Send")).containsExactly("m-1");
        assertThat(mail.getHeader("Auto-Submitted")).isNull();
    }

    @Test
    void a_transactional_message_says_that_a_machine_wrote_it() throws Exception {
        MimeMessage mail = read(write("件名", null, "x", false));

        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getHeader("List-Unsubscribe")).isNull();
        assertThat(mail.getContentType()).startsWith("text/plain");
    }

    @Test
    void lines_are_short_and_end_with_crlf() {
        byte[] mime = write(
                        "長い件名".repeat(50), "<p>" + "あ".repeat(3000) + "x".repeat(3000) + "</p>", "x".repeat(5000), true)
                .mime();

        String text = new String(mime, UTF_8);
        assertThat(text.replace("\r\n", "")).doesNotContain("\r", "\n");
        assertThat(text.split("\r\n")).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(78));
        assertThat(text).endsWith("--\r\n");
    }

    @Test
    void the_shorter_encoding_is_taken() {
        assertThat(Encoded.body("A text that is, but for the last word, plain: 日本")
                        .encoding())
                .isEqualTo("quoted-printable");
        assertThat(Encoded.body("ほとんど日本語").encoding()).isEqualTo("base64");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "Tom \"the cat\" \\ O'Neil",
                "a very long name which goes on and on and on until it no longer fits on a line of a header",
                "=?UTF-8?B?x?=",
                "髙﨑 花子",
                "Ünïcödé"
            })
    void names_survive(String name) throws Exception {
        var header = new StringBuilder();
        Encoded.phrase(header, 6, name);
        assertThat(new InternetAddress(header + " <a@example.jp>").getPersonal())
                .isEqualTo(name.strip());
    }

    @Property(tries = 300)
    void any_text_survives_as_a_body(@ForAll @StringLength(max = 400) String text) throws Exception {
        String canonical = text.replaceAll("\r\n|\r|\n", "\r\n").replaceAll("[\\ud800-\\udfff]", "");
        Encoded.Body body = Encoded.body(canonical);
        try (var in = MimeUtility.decode(new ByteArrayInputStream(body.bytes(), 0, body.length()), body.encoding())) {
            assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo(canonical);
        }
        String encoded = new String(body.bytes(), 0, body.length(), UTF_8);
        assertThat(encoded.split("\r\n"))
                .allSatisfy(line -> assertThat(line)
                        .hasSizeLessThanOrEqualTo(76)
                        .doesNotStartWith(".")
                        .doesNotEndWith(" "));
    }

    @Property(tries = 300)
    void mostly_plain_text_survives_as_a_body(
            @ForAll @StringLength(max = 400) @Chars({'.', ' ', '=', 'a', 'b', '\r', '\n', 'あ'}) String text)
            throws Exception {
        any_text_survives_as_a_body(text + "plain ".repeat(60));
    }

    @Property(tries = 300)
    void any_line_survives_as_a_subject(
            @ForAll @StringLength(max = 300) @CharRange(from = ' ', to = '~') @CharRange(from = 'ぁ', to = '龠')
                    String text)
            throws Exception {
        String line = text.strip().replaceAll(" +", " ");
        var header = new StringBuilder();
        Encoded.words(header, 9, line);
        assertThat(("Subject: " + header).split("\r\n"))
                .allSatisfy(one -> assertThat(one).hasSizeLessThanOrEqualTo(78));
        assertThat(MimeUtility.decodeText(MimeUtility.unfold(header.toString())))
                .isEqualTo(line);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "hanako@example.jp, hanako@example.jp",
                "a..b@docomo.ne.jp, \"a..b\"@docomo.ne.jp",
                "a.@ezweb.ne.jp, \"a.\"@ezweb.ne.jp",
                ".a@docomo.ne.jp, \".a\"@docomo.ne.jp",
                "\"a..b\"@docomo.ne.jp, \"a..b\"@docomo.ne.jp",
                "a/b-+c@example.jp, a/b-+c@example.jp",
                "info@日本語.jp, info@xn--wgv71a119e.jp",
            })
    void addresses_as_the_envelope_has_them(String written, String sent) {
        assertThat(MailAddress.of(written).orElseThrow().toString()).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "@example.jp",
                "a@",
                "a@b",
                "a b@c@d",
                "a@-b.jp",
                "a@b..jp",
                "花子@example.jp",
                "a@example.jp>\r\nDATA",
                "a@1.2.3.4"
            })
    void addresses_nobody_could_deliver_to(String written) {
        assertThat(MailAddress.of(written)).isEmpty();
    }

    @Test
    void an_id_that_no_message_id_can_carry_is_replaced_by_its_digest_every_time() {
        assertThat(LetterWriter.idOf("cart/run 1/step"))
                .matches("[0-9a-f]{32}")
                .isEqualTo(LetterWriter.idOf("cart/run 1/step"));
        assertThat(LetterWriter.idOf("cart.run-1_a")).isEqualTo("cart.run-1_a");
    }

    private Letter write(
            String subject, @org.jspecify.annotations.Nullable String html, String text, boolean marketing) {
        return writer.write(
                new Mail(
                        subject,
                        html,
                        text,
                        "ひより商店 法人窓口、とても長い名前の部署のさらに長い担当者の名前",
                        "shop@hiyori.example",
                        "reply@hiyori.example"),
                MailAddress.of("hanako@example.jp").orElseThrow(),
                new Assignment(
                        "m-1",
                        1,
                        "hanako@example.jp",
                        Value.ObjectOf.EMPTY,
                        "cart",
                        "mail_1",
                        "offers",
                        "お得なお知らせ",
                        marketing,
                        URL,
                        1,
                        NOW));
    }

    private static MimeMessage read(Letter letter) throws Exception {
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(letter.mime()));
    }
}
