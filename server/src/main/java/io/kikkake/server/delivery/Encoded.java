package io.kikkake.server.delivery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Base64;

/**
 * Text as mail carries it: header values as RFC 2047 encoded words, bodies in quoted-printable or base64 (RFC 2045), lines of at
 * most 76 characters.
 */
final class Encoded {

    private static final int LINE = 76;
    private static final int AROUND = "=?UTF-8?B?".length() + "?=".length();
    private static final byte[] CRLF = {'\r', '\n'};
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(ISO_8859_1);

    private Encoded() {}

    /** A body and how it is encoded. */
    record Body(String encoding, byte[] bytes) {}

    /** Appends an unstructured value, such as a subject, folded where it is long. */
    static void words(StringBuilder header, int column, String value) {
        if (isPlain(value)) {
            folded(header, column, value);
        } else {
            encodedWords(header, column, value);
        }
    }

    /** Appends the name before an address. */
    static void phrase(StringBuilder header, int column, String name) {
        if (isPlain(name) && column + name.length() < LINE) {
            header.append('"')
                    .append(name.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        } else {
            encodedWords(header, column, name);
        }
    }

    private static boolean isPlain(String value) {
        int run = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            run = c == ' ' ? 0 : run + 1;
            if (c < ' ' || c > '~' || run > LINE - 16) {
                return false;
            }
        }
        return !value.contains("=?");
    }

    private static void folded(StringBuilder header, int column, String value) {
        int at = column;
        for (String word : value.split(" ")) {
            boolean first = at == column;
            if (!first && at + 1 + word.length() > LINE) {
                header.append("\r\n");
                at = 0;
            }
            header.append(first ? "" : " ").append(word);
            at += word.length() + 1;
        }
    }

    /** Each word decodes by itself: a character is never cut in two. */
    private static void encodedWords(StringBuilder header, int column, String value) {
        int room = (LINE - column - AROUND) / 4 * 3;
        int from = 0;
        while (from < value.length()) {
            int to = from;
            int bytes = 0;
            while (to < value.length()) {
                int character = value.codePointAt(to);
                int more = character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
                if (bytes + more > room) {
                    break;
                }
                bytes += more;
                to += Character.charCount(character);
            }
            header.append(from == 0 ? "" : "\r\n ")
                    .append("=?UTF-8?B?")
                    .append(Base64.getEncoder()
                            .encodeToString(value.substring(from, to).getBytes(UTF_8)))
                    .append("?=");
            from = to;
            room = (LINE - 1 - AROUND) / 4 * 3;
        }
    }

    /** In whichever of the two encodings is shorter. Lines may end as they like; they leave ending with CRLF. */
    static Body body(String text) {
        byte[] bytes = withCrlf(text.getBytes(UTF_8));
        int special = 0;
        for (byte b : bytes) {
            if (b < ' ' && b != '\r' && b != '\n' || b == '=' || b == 127) {
                special++;
            }
        }
        // Quoted-printable makes three of each special byte, base64 four of every three.
        return special * 6L < bytes.length
                ? new Body("quoted-printable", quotedPrintable(bytes, special))
                : new Body("base64", Base64.getMimeEncoder(LINE, CRLF).encode(bytes));
    }

    private static byte[] withCrlf(byte[] bytes) {
        int breaks = 0;
        for (byte b : bytes) {
            breaks += b == '\n' || b == '\r' ? 1 : 0;
        }
        var out = new byte[bytes.length + breaks];
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte b = bytes[i];
            boolean second = b == '\n' && i > 0 && bytes[i - 1] == '\r';
            if (b == '\r' || b == '\n' && !second) {
                out[length++] = '\r';
                out[length++] = '\n';
            } else if (!second) {
                out[length++] = b;
            }
        }
        return Arrays.copyOf(out, length);
    }

    private static byte[] quotedPrintable(byte[] bytes, int special) {
        int encoded = bytes.length + special * 2;
        // A soft line break takes three bytes, and stands at most after every 73 others.
        var out = new byte[encoded + encoded / 73 * 3 + 3];
        int length = 0;
        int column = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte b = bytes[i];
            boolean ends = i + 1 == bytes.length || bytes[i + 1] == '\r';
            if (b == '\r' || b == '\n') {
                out[length++] = b;
                column = 0;
                continue;
            }
            boolean plain = b > ' ' && b < 127 && b != '=' || b == ' ' && !ends;
            if (column + (plain ? 1 : 3) > LINE - 1) {
                out[length++] = '=';
                out[length++] = '\r';
                out[length++] = '\n';
                column = 0;
            }
            if (plain) {
                out[length++] = b;
                column++;
            } else {
                out[length++] = '=';
                out[length++] = HEX[b >> 4 & 15];
                out[length++] = HEX[b & 15];
                column += 3;
            }
        }
        return Arrays.copyOf(out, length);
    }
}
