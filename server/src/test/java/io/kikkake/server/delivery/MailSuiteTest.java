package io.kikkake.server.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.value.Value;
import io.kikkake.server.delivery.dkim.MailSigner;
import io.kikkake.server.delivery.dkim.TestSigner;
import io.kikkake.server.message.Rendered;
import io.kikkake.server.message.Samples;
import io.kikkake.server.platform.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** Mails as other people's programs see them: {@code ./kikkake test mail}. */
@Tag("mail")
class MailSuiteTest {

    private static final Pattern JUDGEMENT = Pattern.compile("(?m)^X-Spam-Status: .*(\\R[ \t].*)*");
    private static final String POLITE = "いつもひより商店をご利用いただき、ありがとうございます。\n";
    private static final TestSigner SIGNER = new TestSigner();
    private static final Map<String, String> TEXTS = texts();

    private final Path directory;

    MailSuiteTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void opendkim_believes_every_mail_signed_with_either_key() throws Exception {
        Files.writeString(directory.resolve("keys"), SIGNER.published());
        for (MailSigner signer : List.of(SIGNER.withRsa(), SIGNER.withEd25519())) {
            Map<String, Letter> mails = mails(signer);
            assertThat(mails).hasSizeGreaterThanOrEqualTo(50);
            assertThat(verified(mails)).isEqualTo(mails.size());
        }
    }

    @Test
    void opendkim_notices_what_was_changed() throws Exception {
        Files.writeString(directory.resolve("keys"), SIGNER.published());
        Letter letter = letter(SIGNER.withRsa(), "hanako@example.jp", "name", POLITE, true, true);
        byte[] changed = new String(letter.mime(), UTF_8)
                .replace("Feedback-ID: mail_1", "Feedback-ID: mail_2")
                .getBytes(UTF_8);

        assertThat(verified(Map.of("changed", new Letter(letter.from(), letter.to(), changed))))
                .isZero();
    }

    @Test
    void spamassassin_takes_none_for_spam() throws Exception {
        var box = new StringBuilder();
        Map<String, Letter> mails = mails(SIGNER.withRsa());
        mails.putAll(ours(SIGNER.withRsa()));
        mails.values()
                .forEach(letter -> box.append("From MAILER-DAEMON Thu Jan  1 00:00:00 2026\n")
                        .append(new String(letter.mime(), UTF_8).replace("\r", ""))
                        .append("\n"));
        Path file = Files.writeString(directory.resolve("mbox"), box);

        String judged = run(List.of("spamassassin", "-L", "--mbox", file.toString()));

        List<String> judgements = JUDGEMENT
                .matcher(judged)
                .results()
                .map(each -> each.group().replaceAll("\\s+", " "))
                .toList();
        judgements.forEach(System.out::println);
        assertThat(judgements).hasSameSizeAs(mails.keySet());
        assertThat(IntStream.range(0, judgements.size())
                        .mapToObj(i -> List.copyOf(mails.keySet()).get(i) + ": " + judgements.get(i)))
                .allSatisfy(each -> assertThat(Double.parseDouble(each.replaceAll(".*score=(\\S+) .*", "$1")))
                        .as(each)
                        .isLessThan(1.0));
    }

    @Test
    void postfix_relays_japanese_carriers_addresses_and_breaks_no_signature() throws Exception {
        Files.writeString(directory.resolve("keys"), SIGNER.published());
        try (var sink = new ScriptedSmtp();
                var postfix = new Postfix(directory, sink.port());
                var pool = new SmtpPool(() -> MailServer.local(postfix.port()))) {
            List<String> addresses =
                    List.of("hanako@example.jp", "a..b@docomo.ne.jp", ".a@docomo.ne.jp", "a.@ezweb.ne.jp");
            for (String address : addresses) {
                assertThat(pool.send(letter(SIGNER.withRsa(), address, address, POLITE, true, true), address))
                        .isInstanceOf(Reply.Accepted.class);
            }
            postfix.await(() -> sink.taken.size() >= addresses.size());

            assertThat(sink.taken)
                    .extracting(ScriptedSmtp.Taken::to)
                    .containsExactlyInAnyOrder(
                            "hanako@example.jp", "\"a..b\"@docomo.ne.jp", "\".a\"@docomo.ne.jp", "\"a.\"@ezweb.ne.jp");
            var arrived = new TreeMap<String, Letter>();
            for (int i = 0; i < sink.taken.size(); i++) {
                var taken = sink.taken.get(i);
                arrived.put(
                        "arrived" + i, new Letter(taken.from(), taken.to(), (taken.source() + "\r\n").getBytes(UTF_8)));
            }
            assertThat(verified(arrived)).isEqualTo(addresses.size());
        }
    }

    private static Map<String, String> texts() {
        var texts = new TreeMap<String, String>();
        texts.put("ascii", "Thank you for your visit. Your order is on its way to you.\n");
        texts.put("japanese", POLITE.repeat(20));
        texts.put("mixed", "Hello こんにちは. See you soon!\n".repeat(30));
        texts.put("emoji", "ありがとうございます🎉👨‍👩‍👧‍👦🇯🇵\n".repeat(5));
        texts.put("carriers-and-others", "㈱①髙﨑~−ⅷ㍻\n");
        texts.put("long-line", "これはとても長い一行です。".repeat(300) + "\n");
        texts.put("long-ascii-line", "a very long line that never ends and ".repeat(100) + "\n");
        texts.put("long-word", "x".repeat(3000) + "\n");
        texts.put("dots", ".\n..\n.begin\nend.\n");
        texts.put("spaces", "  indented   text  \n\ttab\t\n \n\n\nend of it all\n\n\n");
        texts.put("equals", "a=b&c=d 100% =3D =\n");
        texts.put("from", "From here on\n>From there\n");
        texts.put("one-word", "ok\n");
        return texts;
    }

    /** 13 texts, with and without HTML, marketing and not; every second with a file. */
    private static Map<String, Letter> mails(MailSigner signer) {
        var mails = new TreeMap<String, Letter>();
        TEXTS.forEach((name, text) -> {
            for (boolean html : new boolean[] {true, false}) {
                for (boolean marketing : new boolean[] {true, false}) {
                    mails.put(
                            name + (html ? "-html" : "-text") + (marketing ? "-marketing" : ""),
                            letter(signer, "hanako@example.jp", name, text, html, marketing));
                }
            }
        });
        return mails;
    }

    /** What the product itself brings along: the demo's scenarios and the mail that asks to confirm. */
    private static Map<String, Letter> ours(MailSigner signer) throws IOException {
        var mails = new TreeMap<String, Letter>();
        for (String demo : List.of("welcome", "cart-abandonment", "document-followup")) {
            Object document = new Yaml().load(resource("/demo/" + demo + ".yaml"));
            Samples.of((Value.ObjectOf)
                            Objects.requireNonNull(Value.from(document).at("messages")))
                    .forEach((id, mail) -> mails.put(demo + "-" + id, letter(signer, mail, demo, true)));
        }
        var confirmations = new LinkedHashMap<String, Value>();
        Json.object(resource("/consent/confirmation.json")).fields().forEach((id, message) -> {
            var fields = new LinkedHashMap<>(((Value.ObjectOf) message).fields());
            fields.put("from", Value.of("owner"));
            confirmations.put(id, new Value.ObjectOf(fields));
        });
        Samples.of(new Value.ObjectOf(confirmations))
                .forEach((id, mail) -> mails.put("confirmation-" + id, letter(signer, mail, id, false)));
        return mails;
    }

    private static Letter letter(MailSigner signer, Rendered mail, String id, boolean marketing) {
        return new LetterWriter(ZoneId.of("Asia/Tokyo"), any -> Optional.empty(), domain -> Optional.of(signer))
                .write(
                        new Mail(
                                mail.subject(),
                                mail.html(),
                                mail.text(),
                                mail.fromName(),
                                mail.fromEmail(),
                                mail.replyTo(),
                                "",
                                List.of()),
                        MailAddress.of("hanako@example.jp").orElseThrow(),
                        LetterTest.purpose("0123456789abcdef" + Integer.toHexString(id.hashCode()), marketing));
    }

    private static String resource(String path) throws IOException {
        try (var stream = Objects.requireNonNull(MailSuiteTest.class.getResourceAsStream(path))) {
            return new String(stream.readAllBytes(), UTF_8);
        }
    }

    private static Letter letter(
            MailSigner signer, String address, String name, String text, boolean html, boolean marketing) {
        var writer = new LetterWriter(ZoneId.of("Asia/Tokyo"), id -> Optional.empty(), domain -> Optional.of(signer));
        var files = name.length() % 2 == 0 && !text.isEmpty()
                ? List.of(new Attachment("御見積書 2026年4月.txt", "text/plain; charset=UTF-8", null, "5oqA6KGT\r\n"))
                : List.<Attachment>of();
        String id = "0123456789abcdef" + Integer.toHexString(Objects.hash(address, name, html, marketing));
        String subject = "【ひより商店】" + name + "についての、少し長めの件名のお知らせでございます";
        return writer.write(
                LetterTest.mail(subject, html ? html(subject, text) : null, text, files),
                MailAddress.of(address).orElseThrow(),
                LetterTest.purpose(id, marketing));
    }

    private static String html(String title, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        return "<!DOCTYPE html>\n<html lang=\"ja\"><head><meta charset=\"utf-8\"><title>" + title
                + "</title></head>\n<body><p>" + escaped.replace("\n", "<br>\n") + "</p></body></html>\n";
    }

    /** How many of them Debian's opendkim finds good. */
    private long verified(Map<String, Letter> mails) throws IOException, InterruptedException {
        var files = new ArrayList<String>();
        for (var mail : mails.entrySet()) {
            files.add(Files.write(
                            directory.resolve(mail.getKey() + ".eml"),
                            mail.getValue().mime())
                    .toString());
        }
        Path settings = Files.writeString(
                directory.resolve("opendkim.conf"),
                "Mode v\nSyslog no\nTestPublicKeys " + directory.resolve("keys") + "\n");
        String said = run(List.of("opendkim", "-x", settings.toString(), "-t", String.join(",", files)));
        said.lines().filter(line -> !line.endsWith("succeeded")).forEach(System.out::println);
        return said.lines().filter(line -> line.endsWith("succeeded")).count();
    }

    static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return said;
    }
}
