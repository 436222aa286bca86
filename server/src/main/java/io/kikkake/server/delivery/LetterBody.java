package io.kikkake.server.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/**
 * The parts of a mail (RFC 2046): text and HTML to choose from, the pictures the HTML shows beside it, files after both.
 *
 * <pre>mixed( alternative( text, related( html, pictures…)), files…)</pre>
 *
 * Whatever would hold a single part is left out.
 */
final class LetterBody {

    private record Chunk(byte[] bytes, int length) {}

    private final List<Chunk> chunks = new ArrayList<>();
    private final StringBuilder pending;
    private final String id;

    private LetterBody(StringBuilder header, String id) {
        this.pending = header;
        this.id = id.substring(0, Math.min(40, id.length()));
    }

    /**
     * The whole mail.
     *
     * @param header its fields so far, the last one ended; used up
     * @param id of the message; parts are kept apart by it
     */
    static byte[] withHeader(StringBuilder header, Mail mail, String id) {
        var body = new LetterBody(header, id);
        List<Attachment> files = mail.attachments().stream()
                .filter(one -> one.inlineAs() == null || mail.html() == null)
                .toList();
        if (files.isEmpty()) {
            body.texts(mail);
        } else {
            String boundary = body.open("mixed", "m");
            body.next(boundary);
            body.texts(mail);
            files.forEach(file -> {
                body.next(boundary);
                body.file(file);
            });
            body.close(boundary);
        }
        return body.bytes();
    }

    private void texts(Mail mail) {
        String html = mail.html();
        if (html == null) {
            text("text/plain", mail.text());
            return;
        }
        String boundary = open("alternative", "");
        next(boundary);
        text("text/plain", mail.text());
        next(boundary);
        html(html, mail.attachments());
        close(boundary);
    }

    private void html(String html, List<Attachment> attachments) {
        List<Attachment> pictures =
                attachments.stream().filter(one -> one.inlineAs() != null).toList();
        if (pictures.isEmpty()) {
            text("text/html", html);
            return;
        }
        String boundary = open("related", "r");
        next(boundary);
        text("text/html", html);
        pictures.forEach(picture -> {
            next(boundary);
            file(picture);
        });
        close(boundary);
    }

    private void text(String type, String text) {
        Encoded.Body encoded = Encoded.body(text);
        pending.append("Content-Type: ")
                .append(type)
                .append("; charset=UTF-8\r\nContent-Transfer-Encoding: ")
                .append(encoded.encoding())
                .append("\r\n\r\n");
        add(encoded.bytes(), encoded.length());
        pending.append("\r\n");
    }

    private void file(Attachment file) {
        pending.append("Content-Type: ").append(file.type());
        Encoded.parameter(pending, "name", file.name());
        pending.append("\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: ")
                .append(file.inlineAs() == null ? "attachment" : "inline");
        Encoded.parameter(pending, "filename", file.name());
        if (file.inlineAs() != null) {
            pending.append("\r\nContent-ID: <").append(file.inlineAs()).append('>');
        }
        pending.append("\r\n\r\n");
        add(file.base64().getBytes(UTF_8), file.base64().length());
        pending.append("\r\n");
    }

    /** No encoding of a body can contain "=_". */
    private String open(String kind, String mark) {
        String boundary = "=_" + mark + id;
        pending.append("Content-Type: multipart/")
                .append(kind)
                .append(";\r\n boundary=\"")
                .append(boundary)
                .append("\"\r\n\r\n");
        return boundary;
    }

    private void next(String boundary) {
        pending.append("--").append(boundary).append("\r\n");
    }

    private void close(String boundary) {
        pending.append("--").append(boundary).append("--\r\n");
    }

    private void add(byte[] bytes, int length) {
        flush();
        chunks.add(new Chunk(bytes, length));
    }

    /** Addresses that are not ASCII may be in the header; the rest is. */
    private void flush() {
        byte[] ascii = pending.toString().getBytes(UTF_8);
        chunks.add(new Chunk(ascii, ascii.length));
        pending.setLength(0);
    }

    private byte[] bytes() {
        flush();
        var whole = new byte[chunks.stream().mapToInt(Chunk::length).sum()];
        int at = 0;
        for (Chunk chunk : chunks) {
            System.arraycopy(chunk.bytes(), 0, whole, at, chunk.length());
            at += chunk.length();
        }
        return whole;
    }
}
