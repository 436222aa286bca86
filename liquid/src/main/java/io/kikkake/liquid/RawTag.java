package io.kikkake.liquid;

/** {@code raw}: text that is not understood, even if it looks like Liquid. */
record RawTag(String text) implements Node {
    static Node parse(Piece.Tag tag, Parser parser) {
        return new RawTag(parser.verbatim(tag, true));
    }

    @Override
    public Flow render(RenderContext context) {
        context.output().append(text);
        return Flow.NEXT;
    }

    @Override
    public boolean blank() {
        return text.isEmpty();
    }
}
