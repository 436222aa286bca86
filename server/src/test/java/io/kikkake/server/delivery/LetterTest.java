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
import java.util.List;
import java.util.Optional;
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
    private static final MailAddress HANAKO =
            MailAddress.of("hanako@example.jp").orElseThrow();
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
        assertThat(((InternetAddress) mail.getReplyTo()[0]).getPersonal()).isEqualTo("ひより商店 ご意見係");
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
    void what_cannot_be_delivered_comes_back_to_the_bounce_domain() {
        var bouncing = new LetterWriter(
                ZoneId.of("Asia/Tokyo"),
                id -> Optional.of("b+" + id + "@bounce.hiyori.example"),
                domain -> Optional.empty());

        assertThat(bouncing.write(mail("件名", null, "x", List.of()), HANAKO, purpose("m-1", true))
                        .from())
                .isEqualTo("b+m-1@bounce.hiyori.example");
        assertThat(write("件名", null, "x", true).from()).isEqualTo("shop@hiyori.example");
    }

    @Test
    void only_an_address_beyond_ascii_needs_a_server_that_knows_smtputf8() throws Exception {
        Letter plain = write("件名", "<p>日本</p>", "日本", true);
        Letter beyond = writer.write(
                mail("件名", null, "x", List.of()), MailAddress.of("花子@例え.jp").orElseThrow(), purpose("m-1", true));

        assertThat(plain.utf8()).isFalse();
        for (byte b : plain.mime()) {
            assertThat(b).isPositive();
        }
        assertThat(beyond.utf8()).isTrue();
        assertThat(beyond.to()).isEqualTo("花子@xn--r8jz45g.jp");
        assertThat(new String(beyond.mime(), UTF_8)).contains("To: 花子@xn--r8jz45g.jp\r\n");
    }

    @Test
    void pictures_are_shown_in_the_html_and_files_come_with_their_japanese_names() throws Exception {
        String name = "御見積書_株式会社髙﨑商店様_2026年4月版_とても長い名前のファイルですから折り返します.pdf";
        var picture = new Attachment("ロゴ.png", "image/png", "logo", "iVBORw0KGgo=");
        var file = new Attachment(name, "application/pdf", null, "JVBERi0=");
        Letter letter = writer.write(
                mail("件名", "<img src=\"cid:logo\">", "x", List.of(picture, file)), HANAKO, purpose("m-1", true));

        var mixed = (MimeMultipart) read(letter).getContent();
        assertThat(mixed.getContentType()).startsWith("multipart/mixed");
        assertThat(mixed.getCount()).isEqualTo(2);
        var alternative = (MimeMultipart) mixed.getBodyPart(0).getContent();
        assertThat(alternative.getContentType()).startsWith("multipart/alternative");
        assertThat(alternative.getBodyPart(0).getContent()).isEqualTo("x");
        var related = (MimeMultipart) alternative.getBodyPart(1).getContent();
        assertThat(related.getContentType()).startsWith("multipart/related");
        assertThat(related.getBodyPart(0).getContent()).isEqualTo("<img src=\"cid:logo\">");
        assertThat(related.getBodyPart(1).getHeader("Content-ID")).containsExactly("<logo>");
        assertThat(related.getBodyPart(1).getDisposition()).isEqualTo("inline");
        assertThat(related.getBodyPart(1).getFileName()).isEqualTo("ロゴ.png");
        assertThat(mixed.getBodyPart(1).getFileName()).isEqualTo(name);
        assertThat(mixed.getBodyPart(1).getDisposition()).isEqualTo("attachment");
        try (var content = mixed.getBodyPart(1).getInputStream()) {
            assertThat(content.readAllBytes()).isEqualTo("%PDF-".getBytes(UTF_8));
        }
        assertThat(new String(letter.mime(), UTF_8).split("\r\n"))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(78));
    }

    @Property(tries = 300)
    void any_subject_and_any_name_survive_a_mail_program(
            @ForAll @StringLength(max = 120) String anySubject, @ForAll @StringLength(max = 120) String anyName)
            throws Exception {
        String subject = wellFormed(anySubject);
        String name = wellFormed(anyName);
        var message =
                new Mail(subject, null, "x", name, "shop@hiyori.example", "reply@hiyori.example", name, List.of());
        Letter letter = writer.write(message, HANAKO, purpose("m-1", true));
        MimeMessage mail = read(letter);

        assertThat(mail.getSubject()).isEqualTo(subject);
        assertThat(personal(mail.getFrom()[0])).isEqualTo(name);
        assertThat(personal(mail.getReplyTo()[0])).isEqualTo(name);
        assertThat(new String(letter.mime(), UTF_8).split("\r\n"))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(78));
        var words =
                java.util.regex.Pattern.compile("=\\?UTF-8\\?B\\?[^?]*\\?=").matcher(new String(letter.mime(), UTF_8));
        while (words.find()) {
            assertThat(words.group()).hasSizeLessThanOrEqualTo(75);
            assertThat(MimeUtility.decodeWord(words.group())).doesNotContain("\ufffd");
        }
    }

    @Property(tries = 300)
    void any_file_name_survives_a_mail_program(@ForAll @StringLength(min = 1, max = 200) String any) throws Exception {
        String name = wellFormed(any);
        var file = new Attachment(name, "text/plain", null, "eA==");
        Letter letter = writer.write(mail("s", null, "x", List.of(file)), HANAKO, purpose("m-1", true));

        assertThat(((MimeMultipart) read(letter).getContent()).getBodyPart(1).getFileName())
                .isEqualTo(name);
        assertThat(new String(letter.mime(), UTF_8).split("\r\n"))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(78));
    }

    /** Half a character cannot be written. U+FFFD marks in the check what was cut, so it is left out. */
    private static String wellFormed(String text) {
        return text.replaceAll("[\\x{d800}-\\x{dfff}\\x{fffd}]", "");
    }

    private static String personal(jakarta.mail.Address address) {
        String personal = ((InternetAddress) address).getPersonal();
        return personal == null ? "" : personal;
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
        var draft = new Draft(0);
        body.writing().accept(draft);
        try (var in = MimeUtility.decode(new ByteArrayInputStream(draft.copy()), body.encoding())) {
            assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo(canonical);
        }
        String encoded = new String(draft.copy(), UTF_8);
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
                "花子.山田@日本語.jp, 花子.山田@xn--wgv71a119e.jp",
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
                "a@example.jp>\r\nDATA",
                "a@1.2.3.4",
                "a\u0085b@example.jp",
                "花\u3000子@example.jp",
                "花花花花花花花花花花花花花花花花花花花花花花@example.jp"
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
        return writer.write(mail(subject, html, text, List.of()), HANAKO, purpose("m-1", marketing));
    }

    static Mail mail(
            String subject, @org.jspecify.annotations.Nullable String html, String text, List<Attachment> attachments) {
        return new Mail(
                subject,
                html,
                text,
                "ひより商店 法人窓口、とても長い名前の部署のさらに長い担当者の名前",
                "shop@hiyori.example",
                "reply@hiyori.example",
                "ひより商店 ご意見係",
                attachments);
    }

    static Assignment purpose(String id, boolean marketing) {
        return new Assignment(
                id,
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
                NOW);
    }

    private static MimeMessage read(Letter letter) throws Exception {
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(letter.mime()));
    }
}
