package io.kikkake.server.delivery.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The form in which a mail is signed, the same before and after what servers on the way do to it (RFC 6376 3.4): "relaxed" for the
 * header, which they fold anew. "simple" for the body: in what is encoded for seven bits there is nothing they would change.
 */
final class Canonical {

    private Canonical() {}

    /**
     * A field of the header.
     *
     * @param name in small letters
     * @param line name and value on one line, CRLF at its end; each char is a byte
     */
    record Field(String name, String line) {}

    /** Where the body begins: after the first empty line, or at the end where there is none. */
    static int bodyOf(ByteBuffer mail) {
        if (startsWithBreak(mail, 0)) {
            return 2;
        }
        for (int i = 0; i + 3 < mail.limit(); i++) {
            if (startsWithBreak(mail, i) && startsWithBreak(mail, i + 2)) {
                return i + 4;
            }
        }
        return mail.limit();
    }

    private static boolean startsWithBreak(ByteBuffer bytes, int at) {
        return at + 1 < bytes.limit() && bytes.get(at) == '\r' && bytes.get(at + 1) == '\n';
    }

    /** In the order of the mail. */
    static List<Field> fields(ByteBuffer mail, int bodyAt) {
        String header = ISO_8859_1.decode(mail.slice(0, bodyAt)).toString();
        var fields = new ArrayList<Field>();
        int from = 0;
        while (from < header.length() && !header.startsWith("\r\n", from)) {
            int to = endOfField(header, from);
            fields.add(field(header.substring(from, to)));
            from = to;
        }
        return fields;
    }

    private static int endOfField(String header, int from) {
        int at = header.indexOf("\r\n", from);
        while (at >= 0 && at + 2 < header.length() && isSpace(header.charAt(at + 2))) {
            at = header.indexOf("\r\n", at + 2);
        }
        return at < 0 ? header.length() : at + 2;
    }

    /** @param written as it stands in the mail, folded or not */
    static Field field(String written) {
        int colon = written.indexOf(':');
        int end = colon < 0 ? written.length() : colon;
        var line = new StringBuilder(written.length() + 2);
        for (int i = 0; i < end; i++) {
            char c = written.charAt(i);
            if (!isSpace(c) && c != '\r' && c != '\n') {
                line.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
            }
        }
        String name = line.toString();
        line.append(':');
        int value = line.length();
        boolean space = false;
        for (int i = end + 1; i < written.length(); i++) {
            char c = written.charAt(i);
            if (isSpace(c)) {
                space = true;
            } else if (c != '\r' && c != '\n') {
                line.append(space && line.length() > value ? " " : "").append(c);
                space = false;
            }
        }
        return new Field(name, line.append("\r\n").toString());
    }

    /** From {@code from} to the end of the mail, with one line break there, however many it has. */
    static ByteBuffer body(ByteBuffer mail, int from) {
        int to = mail.limit();
        while (to - 2 >= from && startsWithBreak(mail, to - 2)) {
            to -= 2;
        }
        if (startsWithBreak(mail, to)) {
            return mail.slice(from, to + 2 - from);
        }
        return ByteBuffer.allocate(to + 2 - from)
                .put(mail.slice(from, to - from))
                .put((byte) '\r')
                .put((byte) '\n')
                .flip();
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\t';
    }
}
