package io.kikkake.server.delivery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * Text in UTF-8 and quoted-printable (RFC 2045 section 6.7), in one pass. Line breaks of any kind become CRLF. No line begins with a
 * dot, which means something to SMTP, or ends with a space, which gets lost on the way. No character is cut in two.
 */
final class QuotedPrintable {

    /** The "=" of a soft line break is the 76th. */
    private static final int LINE = 75;
    /** What one turn may write at most: a line, and a character of four bytes with the line break before it. */
    private static final int MARGIN = LINE + 16;

    private static final byte[] HEX = "0123456789ABCDEF".getBytes(ISO_8859_1);
    private static final boolean[] PLAIN = plain();

    private final char[] text;
    private final Draft draft;
    private byte[] out;
    private int at;
    private int column;

    private QuotedPrintable(char[] text, Draft draft) {
        this.text = text;
        this.draft = draft;
        this.out = draft.reserve(MARGIN);
        this.at = draft.end();
    }

    private static boolean[] plain() {
        var plain = new boolean[128];
        for (int c = ' '; c < 127; c++) {
            plain[c] = c != '=';
        }
        return plain;
    }

    static void append(char[] text, Draft draft) {
        new QuotedPrintable(text, draft).write();
    }

    private void write() {
        int i = 0;
        while (i < text.length) {
            if (out.length - at < MARGIN) {
                draft.endAt(at);
                out = draft.reserve(MARGIN);
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
        draft.endAt(at);
    }

    private static boolean isPlain(char c) {
        return c < 128 && PLAIN[c];
    }

    /** As much as may stand as it is and fits into the line. @return what comes next */
    private int plainRun(int from) {
        if (column == LINE) {
            softBreak();
            if (text[from] == '.') {
                return from;
            }
        }
        char[] chars = text;
        byte[] bytes = out;
        int to = Math.min(chars.length, from + LINE - column);
        int i = from;
        int end = at;
        while (i < to && isPlain(chars[i])) {
            bytes[end++] = (byte) chars[i++];
        }
        column += end - at;
        at = end;
        return i;
    }

    private void character(int point) {
        int octets = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
        if (column > LINE - 3 * octets) {
            softBreak();
        }
        column += 3 * octets;
        switch (octets) {
            case 1 -> octet(point);
            case 2 -> octet(0xc0 | point >> 6);
            case 3 -> octet(0xe0 | point >> 12);
            default -> octet(0xf0 | point >> 18);
        }
        for (int shift = 6 * (octets - 2); shift >= 0; shift -= 6) {
            octet(0x80 | point >> shift & 0x3f);
        }
    }

    private void octet(int octet) {
        out[at] = '=';
        out[at + 1] = HEX[octet >> 4];
        out[at + 2] = HEX[octet & 15];
        at += 3;
    }

    private void softBreak() {
        out[at++] = '=';
        out[at++] = '\r';
        out[at++] = '\n';
        column = 0;
    }

    private void lineBreak() {
        hideLastSpace();
        out[at++] = '\r';
        out[at++] = '\n';
        column = 0;
    }

    private void hideLastSpace() {
        if (column > 0 && out[at - 1] == ' ') {
            at--;
            column--;
            character(' ');
        }
    }
}
