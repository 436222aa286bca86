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

    private static final byte PLAIN = 0;
    private static final byte BREAK = 1;
    private static final byte SPECIAL = 2;
    private static final byte[] KINDS = kinds();

    private Encoded() {}

    /** A body and how it is encoded: the first {@code length} of the bytes. No line of it begins with a dot. */
    record Body(String encoding, byte[] bytes, int length) {}

    /** Appends an unstructured value, such as a subject, folded where it is long. */
    static void words(StringBuilder header, int column, String value) {
        if (isPlain(value)) {
            folded(header, column, value);
        } else {
            encodedWords(header, column, value);
        }
    }

    /** Appends a parameter such as a file's name, on lines of its own; what is not plain as RFC 2231 has it. */
    static void parameter(StringBuilder header, String name, String value) {
        if (isPlain(value) && name.length() + value.length() < LINE - 10) {
            header.append(";\r\n ")
                    .append(name)
                    .append("=\"")
                    .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
            return;
        }
        String encoded = percent(value);
        int room = LINE - name.length() - 10;
        boolean whole = encoded.length() + "UTF-8''".length() <= room;
        int number = 0;
        for (int from = 0; from < encoded.length() || number == 0; number++) {
            String charset = number == 0 ? "UTF-8''" : "";
            int to = Math.min(encoded.length(), from + room - charset.length());
            // Never between a percent sign and its digits.
            int percent = encoded.lastIndexOf('%', to - 1);
            to = to < encoded.length() && percent > from && to - percent < 3 ? percent : to;
            header.append(";\r\n ")
                    .append(name)
                    .append(whole ? "*=" : "*" + number + "*=")
                    .append(charset)
                    .append(encoded, from, to);
            from = to;
        }
    }

    private static String percent(String value) {
        var out = new StringBuilder();
        for (byte b : value.getBytes(UTF_8)) {
            boolean plain =
                    b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || "-._~".indexOf(b) >= 0;
            if (plain) {
                out.append((char) b);
            } else {
                out.append('%').append((char) HEX[b >> 4 & 15]).append((char) HEX[b & 15]);
            }
        }
        return out.toString();
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
        return !value.contains("=?") && !value.contains("  ") && !value.startsWith(" ") && !value.endsWith(" ");
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
        int room = Math.max(4, (LINE - column - AROUND) / 4 * 3);
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
        byte[] bytes = text.getBytes(UTF_8);
        int special = 0;
        int breaks = 0;
        for (byte b : bytes) {
            byte kind = KINDS[b & 0xff];
            special += kind == SPECIAL ? 1 : 0;
            breaks += kind == BREAK ? 1 : 0;
        }
        // Quoted-printable makes three of each special byte, base64 four of every three.
        return special * 6L < bytes.length
                ? quotedPrintable(bytes, special, breaks)
                : base64(breaks == 0 ? bytes : withCrlf(bytes, breaks));
    }

    private static Body base64(byte[] bytes) {
        byte[] encoded = Base64.getMimeEncoder(LINE, CRLF).encode(bytes);
        return new Body("base64", encoded, encoded.length);
    }

    private static byte[] withCrlf(byte[] bytes, int breaks) {
        var out = new byte[bytes.length + breaks];
        int length = 0;
        int i = 0;
        while (i < bytes.length) {
            if (KINDS[bytes[i] & 0xff] == BREAK) {
                out[length++] = '\r';
                out[length++] = '\n';
                i += breakLength(bytes, i);
            } else {
                out[length++] = bytes[i++];
            }
        }
        return Arrays.copyOf(out, length);
    }

    private static int breakLength(byte[] bytes, int at) {
        return bytes[at] == '\r' && at + 1 < bytes.length && bytes[at + 1] == '\n' ? 2 : 1;
    }

    private static Body quotedPrintable(byte[] bytes, int special, int breaks) {
        int longest = bytes.length + (special + 2 * breaks) * 2 + 8;
        // A soft line break takes three bytes, and stands at most after every 73 others.
        var out = new byte[longest + longest / 73 * 3 + 3];
        int length = 0;
        int column = 0;
        int i = 0;
        while (i < bytes.length) {
            int run = plainRun(bytes, i, Math.min(bytes.length, i + LINE - 1 - column), column == 0);
            System.arraycopy(bytes, i, out, length, run);
            i += run;
            length += run;
            column += run;
            if (i == bytes.length) {
                break;
            }
            if (KINDS[bytes[i] & 0xff] == BREAK) {
                i += breakLength(bytes, i);
                out[length++] = '\r';
                out[length++] = '\n';
                column = 0;
                continue;
            }
            boolean plain = KINDS[bytes[i] & 0xff] == PLAIN && !mustHide(bytes, i, column == 0);
            if (column + (plain ? 1 : 3) > LINE - 1) {
                out[length++] = '=';
                out[length++] = '\r';
                out[length++] = '\n';
                column = 0;
            } else {
                out[length++] = '=';
                out[length++] = HEX[bytes[i] >> 4 & 15];
                out[length++] = HEX[bytes[i] & 15];
                column += 3;
                i++;
            }
        }
        return new Body("quoted-printable", out, length);
    }

    /** How many bytes from here may stand as they are. */
    private static int plainRun(byte[] bytes, int from, int to, boolean lineStarts) {
        int i = from;
        while (i < to && KINDS[bytes[i] & 0xff] == PLAIN && !mustHide(bytes, i, lineStarts && i == from)) {
            i++;
        }
        return i - from;
    }

    /** A space at the end of a line gets lost on the way, and a dot at its beginning means something to SMTP. */
    private static boolean mustHide(byte[] bytes, int at, boolean lineStarts) {
        if (bytes[at] == ' ') {
            return at + 1 == bytes.length || KINDS[bytes[at + 1] & 0xff] == BREAK;
        }
        return lineStarts && bytes[at] == '.';
    }

    private static byte[] kinds() {
        var kinds = new byte[256];
        for (int b = 0; b < 256; b++) {
            boolean plain = b >= ' ' && b < 127 && b != '=';
            kinds[b] = plain ? PLAIN : b == '\r' || b == '\n' ? BREAK : SPECIAL;
        }
        return kinds;
    }
}
