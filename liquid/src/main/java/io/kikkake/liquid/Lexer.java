package io.kikkake.liquid;

import java.util.ArrayList;
import java.util.List;

/** Cuts the markup inside a tag or output into tokens. */
final class Lexer {
    private final Source source;
    private final String text;
    private final int end;
    private final List<Token> tokens = new ArrayList<>();
    private int position;

    private Lexer(Source source, int start, int end) {
        this.source = source;
        this.text = source.text();
        this.position = start;
        this.end = end;
    }

    /** The tokens between those offsets, with one for the end behind them. */
    static List<Token> tokens(Source source, int start, int end) {
        Lexer lexer = new Lexer(source, start, end);
        lexer.run();
        return lexer.tokens;
    }

    private void run() {
        for (position = Chars.skipSpace(text, position, end);
                position < end;
                position = Chars.skipSpace(text, position, end)) {
            char c = text.charAt(position);
            if (Chars.isNameStart(c)) {
                name();
            } else if (Chars.isDigit(c) || (c == '-' && digitAt(position + 1))) {
                number();
            } else if (c == '\'' || c == '"') {
                string(c);
            } else {
                mark(c);
            }
        }
        tokens.add(new Token(Token.Kind.END, "", end));
    }

    private boolean digitAt(int offset) {
        return offset < end && Chars.isDigit(text.charAt(offset));
    }

    private boolean at(int offset, char c) {
        return offset < end && text.charAt(offset) == c;
    }

    private void add(Token.Kind kind, int to) {
        tokens.add(new Token(kind, text.substring(position, to), position));
        position = to;
    }

    private void name() {
        int to = position + 1;
        while (to < end && Chars.isNamePart(text.charAt(to))) {
            to++;
        }
        add(Token.Kind.NAME, at(to, '?') ? to + 1 : to);
    }

    private void number() {
        int to = digitsFrom(position + 1);
        if (at(to, '.') && digitAt(to + 1)) {
            to = digitsFrom(to + 1);
        }
        if (to - position > Numbers.MAX_DIGITS) {
            throw source.error(position, "a number may have at most " + Numbers.MAX_DIGITS + " digits");
        }
        add(Token.Kind.NUMBER, to);
    }

    private int digitsFrom(int from) {
        int to = from;
        while (digitAt(to)) {
            to++;
        }
        return to;
    }

    private void string(char quote) {
        int close = text.indexOf(quote, position + 1);
        if (close < 0 || close >= end) {
            throw source.error(position, "the string starting with " + quote + " is never closed");
        }
        tokens.add(new Token(Token.Kind.STRING, text.substring(position + 1, close), position));
        position = close + 1;
    }

    private void mark(char c) {
        boolean equals = at(position + 1, '=');
        switch (c) {
            case '=', '!' -> {
                if (!equals) {
                    throw unexpected(c);
                }
                add(Token.Kind.COMPARISON, position + 2);
            }
            case '<' -> add(Token.Kind.COMPARISON, equals || at(position + 1, '>') ? position + 2 : position + 1);
            case '>' -> add(Token.Kind.COMPARISON, equals ? position + 2 : position + 1);
            case '.' -> {
                boolean range = at(position + 1, '.');
                add(range ? Token.Kind.DOT_DOT : Token.Kind.PUNCTUATION, range ? position + 2 : position + 1);
            }
            case '|', ':', ',', '[', ']', '(', ')' -> add(Token.Kind.PUNCTUATION, position + 1);
            default -> throw unexpected(c);
        }
    }

    private LiquidSyntaxError unexpected(char c) {
        return source.error(position, "unexpected character '" + c + "'");
    }
}
