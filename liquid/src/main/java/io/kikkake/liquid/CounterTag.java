package io.kikkake.liquid;

/** {@code increment name} prints a counter and adds one; {@code decrement name} takes one away and prints it. */
record CounterTag(Position position, String name, boolean up) implements Node {
    static Node increment(Piece.Tag tag, Parser parser) {
        return new CounterTag(parser.position(tag), VariableName.check(parser.written(tag), tag, parser), true);
    }

    static Node decrement(Piece.Tag tag, Parser parser) {
        return new CounterTag(parser.position(tag), VariableName.check(parser.written(tag), tag, parser), false);
    }

    @Override
    public Flow render(RenderContext context) {
        context.at(position);
        long before = context.counter(name);
        long after = up ? before + 1 : before - 1;
        context.counter(name, after);
        context.print(up ? before : after);
        return Flow.NEXT;
    }
}
