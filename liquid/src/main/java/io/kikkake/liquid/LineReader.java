package io.kikkake.liquid;

import org.jspecify.annotations.Nullable;

/** Reads the lines of a {@code liquid} tag, each a tag without its braces. */
final class LineReader implements PieceReader {
    private final Source source;
    private final int end;
    private int position;

    LineReader(Source source, int start, int end) {
        this.source = source;
        this.position = start;
        this.end = end;
    }

    @Override
    public @Nullable Piece next() {
        String text = source.text();
        while (position < end) {
            int lineEnd = lineEnd();
            int from = Chars.skipSpace(text, position, lineEnd);
            int to = Chars.skipSpaceBack(text, from, lineEnd);
            position = lineEnd + 1;
            if (from < to) {
                return TemplateReader.named(text, from, from, to);
            }
        }
        return null;
    }

    private int lineEnd() {
        int newline = source.text().indexOf('\n', position);
        return newline < 0 || newline > end ? end : newline;
    }

    @Override
    public String verbatim(Piece.Tag opening, boolean nestable) {
        int begin = Math.min(position, end);
        String ending = "end" + opening.name();
        while (next() instanceof Piece.Tag tag) {
            if (tag.name().equals(ending)) {
                return source.text().substring(begin, tag.offset());
            }
            if (!nestable && tag.name().equals(opening.name())) {
                throw source.error(
                        tag.offset(), "'" + opening.name() + "' cannot stand inside another '" + opening.name() + "'");
            }
        }
        throw source.error(opening.offset(), "'" + opening.name() + "' is never closed with '" + ending + "'");
    }
}
