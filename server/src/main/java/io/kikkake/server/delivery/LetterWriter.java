package io.kikkake.server.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kikkake.server.channel.Assignment;
import io.kikkake.server.channel.Unsendable;
import io.kikkake.server.delivery.dkim.MailSigner;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Writes the MIME form of a message (RFC 5322, 2045–2047), in one pass. */
final class LetterWriter {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.US);
    private static final Pattern SAFE_ID = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");
    private static final int LONGEST_ID = 64;
    private static final int LINE = 76;

    private final ZoneId zone;
    private final Function<String, Optional<String>> bounceAddress;
    private final Function<String, Optional<MailSigner>> signers;

    /** Signs nothing, and has bounces come back to the sender. */
    LetterWriter(ZoneId zone) {
        this(zone, id -> Optional.empty(), domain -> Optional.empty());
    }

    /**
     * @param zone in which the Date header is written
     * @param bounceAddress the envelope sender for a message's id; empty: the sender
     * @param signers who signs the mails of a domain; empty: nobody
     */
    LetterWriter(
            ZoneId zone,
            Function<String, Optional<String>> bounceAddress,
            Function<String, Optional<MailSigner>> signers) {
        this.zone = zone;
        this.bounceAddress = bounceAddress;
        this.signers = signers;
    }

    /** @throws Unsendable where the sender's address cannot be used */
    Letter write(Mail message, MailAddress to, Assignment purpose) {
        MailAddress from = address(message.fromEmail(), "sender");
        var header = new StringBuilder(1200);
        mailbox(header, "From", message.fromName(), from);
        mailbox(header, "To", "", to);
        boolean utf8 = from.isUtf8() || to.isUtf8();
        if (message.replyTo() != null) {
            MailAddress replyTo = address(message.replyTo(), "reply-to");
            mailbox(header, "Reply-To", message.replyToName(), replyTo);
            utf8 |= replyTo.isUtf8();
        }
        header.append("Subject: ");
        Encoded.words(header, 9, message.subject());
        header.append("\r\n");
        line(header, "Date", DATE.format(purpose.now().atZone(zone)));
        line(header, "Message-ID", "<" + idOf(purpose.id()) + "@" + from.domain() + ">");
        purpose(header, purpose, from);
        line(header, "MIME-Version", "1.0");
        Draft mail = LetterBody.withHeader(header, message, idOf(purpose.id()));
        signers.apply(from.domain()).ifPresent(signer -> mail.prepend(signer.sign(mail.written(), purpose.now())));
        String sender = bounceAddress.apply(purpose.id()).orElse(from.toString());
        return new Letter(sender, to.toString(), mail, utf8);
    }

    private static void mailbox(StringBuilder header, String field, String name, MailAddress address) {
        header.append(field).append(": ");
        if (name.isEmpty()) {
            header.append(address).append("\r\n");
            return;
        }
        Encoded.phrase(header, field.length() + 2, name);
        String written = " <" + address + ">";
        int column = header.length() - header.lastIndexOf("\n") - 1;
        header.append(column + written.length() > LINE ? "\r\n" : "")
                .append(written)
                .append("\r\n");
    }

    private static void purpose(StringBuilder header, Assignment purpose, MailAddress from) {
        if (purpose.marketing()) {
            line(header, "List-Unsubscribe", "<" + purpose.unsubscribe() + ">");
            line(header, "List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
            header.append("List-Id: ");
            Encoded.phrase(header, 9, purpose.topicName());
            header.append("\r\n <")
                    .append(word(purpose.topic()))
                    .append('.')
                    .append(from.domain())
                    .append(">\r\n");
            line(header, "Feedback-ID", feedbackId(purpose, from));
        } else {
            line(header, "Auto-Submitted", "auto-generated");
        }
        line(header, "X-Kikkake-Send", idOf(purpose.id()));
    }

    /** Campaign, step and topic, then who sends: 5 to 15 characters that stay the same (Gmail's feedback loop). */
    private static String feedbackId(Assignment purpose, MailAddress from) {
        String sender = from.domain().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        sender = sender.length() < 5 ? sender + "kikkake" : sender;
        return word(purpose.step()) + ":" + word(purpose.scenario()) + ":" + word(purpose.topic()) + ":"
                + sender.substring(0, Math.min(15, sender.length()));
    }

    private static void line(StringBuilder header, String name, String value) {
        header.append(name).append(": ").append(value).append("\r\n");
    }

    private static MailAddress address(String address, String role) {
        return MailAddress.of(address)
                .orElseThrow(() ->
                        new Unsendable("The " + role + " “" + address + "” is not an e-mail address: correct it."));
    }

    /** The message's own id where a Message-ID may carry it, else a digest of it: the same for every attempt either way. */
    static String idOf(String id) {
        if (id.length() <= LONGEST_ID && SAFE_ID.matcher(id).matches()) {
            return id;
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(id.getBytes(UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String word(String name) {
        var word = new StringBuilder(name);
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            boolean safe = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-';
            if (!safe) {
                word.setCharAt(i, '-');
            }
        }
        return word.toString();
    }
}
