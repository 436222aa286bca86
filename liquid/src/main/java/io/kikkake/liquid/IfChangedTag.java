package io.kikkake.liquid;

/** {@code ifchanged}: prints the block only when it differs from what such a block printed before. */
record IfChangedTag(Position position, Body body) implements Node {
    static Node parse(Piece.Tag tag, Parser parser) {
        return new IfChangedTag(parser.position(tag), parser.block(tag));
    }

    @Override
    public Flow render(RenderContext context) {
        context.at(position);
        RenderContext.Captured captured = context.capture(body);
        if (context.changed(captured.text())) {
            context.output().append(captured.text());
        }
        return captured.flow();
    }

    @Override
    public boolean blank() {
        return body.blank();
    }
}
