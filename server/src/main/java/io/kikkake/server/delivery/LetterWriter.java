package io.kikkake.server.delivery;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.kikkake.server.channel.Assignment;
import io.kikkake.server.channel.Unsendable;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/** Writes the MIME form of a message (RFC 5322, 2045–2047), in one pass. */
final class LetterWriter {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.US);
    private static final Pattern SAFE_ID = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");
    private static final int LONGEST_ID = 64;
    private static final Encoded.Body NO_BODY = new Encoded.Body("", new byte[0], 0);

    private final ZoneId zone;

    /** @param zone in which the Date header is written */
    LetterWriter(ZoneId zone) {
        this.zone = zone;
    }

    /** @throws Unsendable where the sender's address cannot be used */
    Letter write(Mail message, MailAddress to, Assignment purpose) {
        MailAddress from = address(message.fromEmail(), "sender");
        var header = new StringBuilder(1200);
        header.append("From: ");
        if (!message.fromName().isEmpty()) {
            Encoded.phrase(header, 6, message.fromName());
            header.append(header.length() > 60 ? "\r\n " : " ");
        }
        header.append('<').append(from).append(">\r\n");
        line(header, "To", to.toString());
        if (message.replyTo() != null) {
            line(header, "Reply-To", address(message.replyTo(), "reply-to").toString());
        }
        header.append("Subject: ");
        Encoded.words(header, 9, message.subject());
        header.append("\r\n");
        line(header, "Date", DATE.format(purpose.now().atZone(zone)));
        line(header, "Message-ID", "<" + idOf(purpose.id()) + "@" + from.domain() + ">");
        purpose(header, purpose, from);
        line(header, "MIME-Version", "1.0");
        return new Letter(from.toString(), to.toString(), withBody(header, message, purpose));
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

    private static byte[] withBody(StringBuilder header, Mail message, Assignment purpose) {
        Encoded.Body text = Encoded.body(message.text());
        if (message.html() == null) {
            part(header, "text/plain", text);
            return joined(header, text, new StringBuilder("\r\n"), NO_BODY, new StringBuilder());
        }
        Encoded.Body html = Encoded.body(message.html());
        // No encoding of a body can contain "=_".
        String id = idOf(purpose.id());
        String boundary = "=_" + id.substring(0, Math.min(40, id.length()));
        header.append("Content-Type: multipart/alternative;\r\n boundary=\"")
                .append(boundary)
                .append("\"\r\n\r\n--")
                .append(boundary)
                .append("\r\n");
        part(header, "text/plain", text);
        var between = new StringBuilder("\r\n--").append(boundary).append("\r\n");
        part(between, "text/html", html);
        return joined(
                header,
                text,
                between,
                html,
                new StringBuilder("\r\n--").append(boundary).append("--\r\n"));
    }

    private static byte[] joined(
            StringBuilder header, Encoded.Body text, StringBuilder between, Encoded.Body html, StringBuilder end) {
        int total = header.length() + text.length() + between.length() + html.length() + end.length();
        ByteBuffer letter = ByteBuffer.allocate(total);
        letter.put(header.toString().getBytes(US_ASCII))
                .put(text.bytes(), 0, text.length())
                .put(between.toString().getBytes(US_ASCII))
                .put(html.bytes(), 0, html.length())
                .put(end.toString().getBytes(US_ASCII));
        return letter.array();
    }

    private static void part(StringBuilder header, String type, Encoded.Body body) {
        line(header, "Content-Type", type + "; charset=UTF-8");
        line(header, "Content-Transfer-Encoding", body.encoding());
        header.append("\r\n");
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
