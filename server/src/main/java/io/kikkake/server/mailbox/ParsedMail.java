package io.kikkake.server.mailbox;

import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What a mail program would show of a mail's source. A source that is no mail shows as text. */
record ParsedMail(
        String from,
        String to,
        String subject,
        @Nullable String html,
        @Nullable String text,
        List<Field> headers) {

    /** A header, decoded and unfolded. */
    record Field(String name, String value) {}

    private static final Session SESSION = Session.getInstance(new Properties());
    private static final int SNIPPET = 160;

    static ParsedMail of(byte[] source) {
        try {
            var message = new MimeMessage(SESSION, new ByteArrayInputStream(source));
            var headers = new ArrayList<Field>();
            for (Header header : Collections.list(message.getAllHeaders())) {
                headers.add(new Field(header.getName(), decode(header.getValue())));
            }
            return new ParsedMail(
                    decode(message.getHeader("From", ", ")),
                    decode(message.getHeader("To", ", ")),
                    decode(message.getHeader("Subject", " ")),
                    find(message, "text/html"),
                    find(message, "text/plain"),
                    headers);
        } catch (MessagingException | IOException e) {
            return new ParsedMail(
                    "", "", "", null, new String(source, java.nio.charset.StandardCharsets.UTF_8), List.of());
        }
    }

    /** The beginning of the text, on one line. */
    String snippet() {
        String line = text == null ? "" : text.replaceAll("\\s+", " ").strip();
        return line.length() <= SNIPPET
                ? line
                : line.substring(0, line.offsetByCodePoints(0, line.codePointCount(0, SNIPPET))) + "…";
    }

    private static @Nullable String find(Part part, String type) throws MessagingException, IOException {
        if (part.isMimeType(type)) {
            return String.valueOf(part.getContent());
        }
        if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart child = parts.getBodyPart(i);
                String found = find(child, type);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }

    private static String decode(@Nullable String header) {
        if (header == null) {
            return "";
        }
        String unfolded = MimeUtility.unfold(header);
        try {
            return MimeUtility.decodeText(unfolded);
        } catch (UnsupportedEncodingException e) {
            return unfolded;
        }
    }
}
