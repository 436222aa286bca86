package io.kikkake.server.delivery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Text as mail carries it: header values as RFC 2047 encoded words, bodies in quoted-printable or base64 (RFC 2045), lines of at
 * most 76 characters.
 */
final class Encoded {

    private static final int LINE = 76;
    private static final int AROUND = "=?UTF-8?B?".length() + "?=".length();
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(ISO_8859_1);

    private static final Pattern BREAK = Pattern.compile("\r\n?|\n");

    private Encoded() {}

    /** A body, how it is encoded and what writes it. No line of it begins with a dot. */
    record Body(String encoding, Consumer<Draft> writing) {}

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

    /** In whichever of the two encodings is shorter, about. Lines may end as they like; they leave ending with CRLF. */
    static Body body(String text) {
        char[] chars = text.toCharArray();
        int foreign = 0;
        for (char c : chars) {
            foreign += c < 0x80 ? 0 : 1;
        }
        // Quoted-printable makes nine bytes of what is mostly three in UTF-8, base64 four of any three.
        return foreign * 15L < chars.length - foreign
                ? new Body("quoted-printable", draft -> QuotedPrintable.append(chars, draft))
                : new Body("base64", draft -> base64(text, draft));
    }

    private static void base64(String text, Draft draft) {
        String lines = text.indexOf('\r') < 0
                ? text.replace("\n", "\r\n")
                : BREAK.matcher(text).replaceAll("\r\n");
        byte[] encoded = Base64.getEncoder().encode(lines.getBytes(UTF_8));
        byte[] out = draft.reserve(encoded.length + encoded.length / LINE * 2);
        int at = draft.end();
        for (int from = 0; from < encoded.length; from += LINE) {
            if (from > 0) {
                out[at++] = '\r';
                out[at++] = '\n';
            }
            int length = Math.min(LINE, encoded.length - from);
            System.arraycopy(encoded, from, out, at, length);
            at += length;
        }
        draft.endAt(at);
    }
}
