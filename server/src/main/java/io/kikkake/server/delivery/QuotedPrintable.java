package io.kikkake.server.delivery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;

/**
 * Text in UTF-8 and quoted-printable (RFC 2045 section 6.7), in one pass. Line breaks of any kind become CRLF. No line begins with a
 * dot, which means something to SMTP, or ends with a space, which gets lost on the way.
 */
final class QuotedPrintable {

    /** The "=" of a soft line break is the 76th. */
    private static final int LINE = 75;
    /** What one turn may write at most: a line, and a character of four bytes with the line break before it. */
    private static final int MARGIN = LINE + 16;

    private static final byte[] HEX = "0123456789ABCDEF".getBytes(ISO_8859_1);

    private final char[] text;
    private byte[] out;
    private int length;
    private int column;

    private QuotedPrintable(char[] text, int expectedLength) {
        this.text = text;
        this.out = new byte[expectedLength + MARGIN];
    }

    /** @param expectedLength about how many bytes it will take */
    static Encoded.Body of(char[] text, int expectedLength) {
        var encoded = new QuotedPrintable(text, expectedLength);
        encoded.write();
        return new Encoded.Body("quoted-printable", encoded.out, encoded.length);
    }

    private void write() {
        int i = 0;
        while (i < text.length) {
            if (out.length - length < MARGIN) {
                out = Arrays.copyOf(out, out.length * 3 / 2 + MARGIN);
            }
            char c = text[i];
            if (isPlain(c) && !(column == 0 && c == '.')) {
                i = plainRun(i);
            } else if (c == '\r' || c == '\n') {
                lineBreak();
                i += c == '\r' && i + 1 < text.length && text[i + 1] == '\n' ? 2 : 1;
            } else if (Character.isHighSurrogate(c) && i + 1 < text.length && Character.isLowSurrogate(text[i + 1])) {
                character(Character.toCodePoint(c, text[i + 1]));
                i += 2;
            } else {
                character(Character.isSurrogate(c) ? '?' : c);
                i++;
            }
        }
        hideLastSpace();
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c < 127 && c != '=';
    }

    /** As much as may stand as it is and fits into the line. @return what comes next */
    private int plainRun(int from) {
        if (column == LINE) {
            softBreak();
            if (text[from] == '.') {
                return from;
            }
        }
        int to = Math.min(text.length, from + LINE - column);
        int i = from;
        int at = length;
        while (i < to && isPlain(text[i])) {
            out[at++] = (byte) text[i++];
        }
        column += at - length;
        length = at;
        return i;
    }

    private void character(int point) {
        if (point < 0x80) {
            octet(point);
        } else if (point < 0x800) {
            octet(0xc0 | point >> 6);
            octet(0x80 | point & 0x3f);
        } else {
            if (point < 0x10000) {
                octet(0xe0 | point >> 12);
            } else {
                octet(0xf0 | point >> 18);
                octet(0x80 | point >> 12 & 0x3f);
            }
            octet(0x80 | point >> 6 & 0x3f);
            octet(0x80 | point & 0x3f);
        }
    }

    private void octet(int octet) {
        if (column > LINE - 3) {
            softBreak();
        }
        out[length++] = '=';
        out[length++] = HEX[octet >> 4];
        out[length++] = HEX[octet & 15];
        column += 3;
    }

    private void softBreak() {
        out[length++] = '=';
        out[length++] = '\r';
        out[length++] = '\n';
        column = 0;
    }

    private void lineBreak() {
        hideLastSpace();
        out[length++] = '\r';
        out[length++] = '\n';
        column = 0;
    }

    private void hideLastSpace() {
        if (column > 0 && out[length - 1] == ' ') {
            length--;
            column--;
            octet(' ');
        }
    }
}
