package io.kikkake.liquid;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code cycle a, b, c}: prints the next of its values each time. Cycles of one group go on where the other stopped.
 *
 * @param group what the cycle is named, or null; then cycles with the same values are one group
 * @param written the values as written
 */
record CycleTag(Position position, @Nullable Expression group, List<Expression> values, String written)
        implements Node {
    static Node parse(Piece.Tag tag, Parser parser) {
        Markup markup = parser.markup(tag);
        Expression group = null;
        int mark = markup.mark();
        List<Expression> values = new ArrayList<>();
        values.add(markup.expression());
        if (markup.accept(':')) {
            group = values.removeFirst();
            mark = markup.mark();
            values.add(markup.expression());
        }
        while (markup.accept(',') && !markup.atEnd()) {
            values.add(markup.expression());
        }
        markup.end();
        return new CycleTag(parser.position(tag), group, List.copyOf(values), markup.since(mark));
    }

    @Override
    public Flow render(RenderContext context) {
        context.at(position);
        Object key = group == null ? new Unnamed(written) : Values.plain(group.evaluate(context));
        int turn = context.cycle(key);
        // A group may have had more values the last time it was met.
        if (turn < values.size()) {
            context.print(values.get(turn).evaluate(context));
        }
        context.cycle(key, turn + 1 < values.size() ? turn + 1 : 0);
        return Flow.NEXT;
    }

    /** A group without a name, distinct from any named one. */
    private record Unnamed(String written) {}
}
