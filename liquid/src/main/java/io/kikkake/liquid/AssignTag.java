package io.kikkake.liquid;

/** {@code assign name = expression}. */
record AssignTag(Position position, String name, Expression expression) implements Node {
    static Node parse(Piece.Tag tag, Parser parser) {
        String written = parser.written(tag);
        int equals = written.indexOf('=');
        if (equals < 0) {
            throw parser.error(tag, "expected 'assign name = value'");
        }
        String name = VariableName.check(written.substring(0, equals), tag, parser);
        // The name may be one that is no name anywhere else, such as 123: only what follows it is an expression.
        Piece.Tag value = new Piece.Tag(tag.name(), tag.offset(), parser.offsetAfter(tag, '='), tag.end());
        return new AssignTag(parser.position(tag), name, parser.markup(value).filtered());
    }

    @Override
    public Flow render(RenderContext context) {
        context.at(position);
        context.assign(name, expression.evaluate(context));
        return Flow.NEXT;
    }

    @Override
    public boolean blank() {
        return true;
    }
}
