package io.kikkake.liquid;

/** The characters Liquid tells apart. Its whitespace is ASCII only; its names may use the letters of any language. */
final class Chars {
    private Chars() {}

    static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r') || c == 0;
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean isWord(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || c == '_';
    }

    static boolean isNameStart(char c) {
        return c < 128 ? isWord(c) && !isDigit(c) : Character.isLetter(c) || Character.isSurrogate(c);
    }

    static boolean isNamePart(char c) {
        return c < 128 ? isWord(c) || c == '-' : Character.isLetterOrDigit(c) || Character.isSurrogate(c);
    }

    /** The first offset from there on that is no whitespace, at most end. */
    static int skipSpace(String text, int from, int end) {
        int i = from;
        while (i < end && isSpace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /** The offset after the last character before end that is no whitespace, at least start. */
    static int skipSpaceBack(String text, int start, int end) {
        int i = end;
        while (i > start && isSpace(text.charAt(i - 1))) {
            i--;
        }
        return i;
    }

    static boolean isBlank(String text) {
        return skipSpace(text, 0, text.length()) == text.length();
    }

    static String strip(String text) {
        int from = skipSpace(text, 0, text.length());
        return text.substring(from, skipSpaceBack(text, from, text.length()));
    }
}
