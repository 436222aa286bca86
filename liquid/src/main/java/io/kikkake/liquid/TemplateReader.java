package io.kikkake.liquid;

import org.jspecify.annotations.Nullable;

/** Cuts a template's text into pieces and applies whitespace control. */
final class TemplateReader implements PieceReader {
    private final Source source;
    private final String text;
    private int position;
    private boolean trimNext;

    TemplateReader(Source source) {
        this.source = source;
        this.text = source.text();
    }

    @Override
    public @Nullable Piece next() {
        while (position < text.length()) {
            int open = nextOpening(position);
            if (open == position) {
                trimNext = false;
                return text.charAt(open + 1) == '{' ? output(open) : tag(open);
            }
            int from = trimNext ? Chars.skipSpace(text, position, open) : position;
            int to = dashAt(open + 2) ? Chars.skipSpaceBack(text, from, open) : open;
            trimNext = false;
            position = open;
            if (from < to) {
                return new Piece.Text(text.substring(from, to));
            }
        }
        return null;
    }

    private int nextOpening(int from) {
        for (int i = text.indexOf('{', from); i >= 0 && i + 1 < text.length(); i = text.indexOf('{', i + 1)) {
            char next = text.charAt(i + 1);
            if (next == '{' || next == '%') {
                return i;
            }
        }
        return text.length();
    }

    private boolean dashAt(int offset) {
        return offset < text.length() && text.charAt(offset) == '-';
    }

    private Piece output(int open) {
        int close = close(open, "}}", "the output '{{' is never closed with '}}'");
        int start = dashAt(open + 2) ? open + 3 : open + 2;
        return new Piece.Output(open, Math.min(start, close), end(start, close));
    }

    private Piece tag(int open) {
        int close = close(open, "%}", "the tag '{%' is never closed with '%}'");
        int start = dashAt(open + 2) ? open + 3 : open + 2;
        return named(text, open, Math.min(start, close), end(start, close));
    }

    private int close(int open, String closing, String problem) {
        int close = text.indexOf(closing, open + 2);
        if (close < 0) {
            throw source.error(open, problem);
        }
        trimNext = close > open + 2 && text.charAt(close - 1) == '-';
        position = close + 2;
        return close;
    }

    private int end(int start, int close) {
        return trimNext && close > start ? close - 1 : close;
    }

    /** Splits the name off the markup of a tag: a word, or the {@code #} of an inline comment. */
    static Piece.Tag named(String text, int offset, int start, int end) {
        int from = Chars.skipSpace(text, start, end);
        int to = from;
        if (to < end && text.charAt(to) == '#') {
            to++;
        } else {
            while (to < end && Chars.isWord(text.charAt(to))) {
                to++;
            }
        }
        return new Piece.Tag(text.substring(from, to), offset, to, end);
    }

    @Override
    public String verbatim(Piece.Tag opening, boolean nestable) {
        int begin = position;
        String ending = "end" + opening.name();
        for (int i = text.indexOf("{%", begin); i >= 0; i = text.indexOf("{%", i + 2)) {
            int start = dashAt(i + 2) ? i + 3 : i + 2;
            Piece.Tag tag = named(text, i, start, text.length());
            if (!nestable && tag.name().equals(opening.name())) {
                throw source.error(i, "'" + opening.name() + "' cannot stand inside another '" + opening.name() + "'");
            }
            if (tag.name().equals(ending)) {
                close(i, "%}", "the tag '{%' is never closed with '%}'");
                return text.substring(begin, i);
            }
        }
        throw source.error(opening.offset(), "'" + opening.name() + "' is never closed with '" + ending + "'");
    }
}
