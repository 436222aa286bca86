package io.kikkake.engine.state;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Writes texts in fewer bytes than signs: a byte stands for one sign, for two digits, or for a piece that is common in the
 * names and addresses of the trade. The table is part of the format: a change of it, even of its order, is another format.
 */
final class Fragments {

    /** Signs of the longest piece: no text is longer than this many times its bytes. */
    static final int LONGEST = 8;

    private static final String SIGNS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:@=&?%+#, ";
    private static final int PAIRS = SIGNS.length();
    private static final int PIECES = PAIRS + 100;

    /** By their code less {@link #PIECES}. */
    private static final String[] COMMON = """
            https:// www. shop .com .co.jp .jp .net /cart/ /items/ /product utm_ html
            -20 c- o- p- ja en
            cart -cart order product item value url price currency quantity count total name code _id category
            wait_ _after remind er reaction welcome review -request -abandon ment -follow up purchase signup
            birthday silence date: segment coupon thanks greeting document customer contact campaign message
            offers sales news letter mail line free plan user tion ing re at es an st on in te""".split("\\s+");

    private static final byte[][] MEANINGS = meanings();
    private static final byte[] SIGN_CODES = signCodes();

    /** By a hash of its first two signs, the pieces, the longest first. */
    private static final Piece[][] BEGINNINGS = beginnings();

    private record Piece(String text, int code) {}

    private Fragments() {}

    /** @return how many bytes were put; -1 if the text has signs that have no code */
    static int encode(String text, byte[] into) {
        int length = text.length();
        int put = 0;
        int at = 0;
        while (at < length) {
            char sign = text.charAt(at);
            int code = sign < 128 ? SIGN_CODES[sign] : -1;
            if (code < 0) {
                return -1;
            }
            int step = 1;
            if (at + 1 < length) {
                char next = text.charAt(at + 1);
                if (isDigit(sign) && isDigit(next)) {
                    code = PAIRS + (sign - '0') * 10 + next - '0';
                    step = 2;
                } else {
                    Piece piece = piece(text, at, sign, next);
                    if (piece != null) {
                        code = piece.code;
                        step = piece.text.length();
                    }
                }
            }
            into[put++] = (byte) code;
            at += step;
        }
        return put;
    }

    /** @throws IllegalArgumentException for a code that stands for nothing */
    static String decode(byte[] bytes, int from, int length) {
        int signs = 0;
        for (int i = from; i < from + length; i++) {
            int code = bytes[i] & 0xFF;
            if (code >= MEANINGS.length) {
                throw new IllegalArgumentException("Customer state has a text with the unknown code " + code);
            }
            signs += MEANINGS[code].length;
        }
        byte[] text = new byte[signs];
        int put = 0;
        for (int i = from; i < from + length; i++) {
            byte[] meaning = MEANINGS[bytes[i] & 0xFF];
            for (byte sign : meaning) {
                text[put++] = sign;
            }
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static @Nullable Piece piece(String text, int at, char sign, char next) {
        for (Piece piece : BEGINNINGS[beginning(sign, next)]) {
            if (text.startsWith(piece.text, at)) {
                return piece;
            }
        }
        return null;
    }

    private static int beginning(char sign, char next) {
        return (sign << 5 ^ next) & 1023;
    }

    private static boolean isDigit(char sign) {
        return sign >= '0' && sign <= '9';
    }

    private static byte[][] meanings() {
        byte[][] meanings = new byte[PIECES + COMMON.length][];
        for (int i = 0; i < PAIRS; i++) {
            meanings[i] = new byte[] {(byte) SIGNS.charAt(i)};
        }
        for (int i = 0; i < 100; i++) {
            meanings[PAIRS + i] = new byte[] {(byte) ('0' + i / 10), (byte) ('0' + i % 10)};
        }
        for (int i = 0; i < COMMON.length; i++) {
            meanings[PIECES + i] = COMMON[i].getBytes(StandardCharsets.ISO_8859_1);
        }
        return meanings;
    }

    private static byte[] signCodes() {
        byte[] codes = new byte[128];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = (byte) SIGNS.indexOf(i);
        }
        return codes;
    }

    private static Piece[][] beginnings() {
        Piece[][] beginnings = new Piece[1024][0];
        for (int i = 0; i < COMMON.length; i++) {
            String text = COMMON[i];
            int beginning = beginning(text.charAt(0), text.charAt(1));
            Piece[] known = beginnings[beginning];
            Piece[] all = Arrays.copyOf(known, known.length + 1);
            all[known.length] = new Piece(text, PIECES + i);
            Arrays.sort(all, Comparator.comparingInt(piece -> -piece.text.length()));
            beginnings[beginning] = all;
        }
        return beginnings;
    }
}
