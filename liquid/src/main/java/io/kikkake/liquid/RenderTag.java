package io.kikkake.liquid;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code render 'partial'}: the partial sees the data and what it is given, and changes nothing outside. */
record RenderTag(Position position, PartialCall call, String name) implements Node {
    static Node parse(Piece.Tag tag, Parser parser) {
        PartialCall call = PartialCall.parse(tag, parser);
        if (call.name() instanceof Expression.Literal literal && literal.value() instanceof String name) {
            return new RenderTag(parser.position(tag), call, name);
        }
        throw parser.error(tag, "'render' takes the name of a partial in quotes");
    }

    @Override
    public Flow render(RenderContext context) {
        context.at(position);
        Body partial = context.run.partials.required(name);
        Object bound = call.bound() == null ? null : Values.plain(call.bound().evaluate(context));
        boolean iterable = bound instanceof Map<?, ?> || Values.list(bound) != null;
        if (!call.each() || !iterable) {
            render(context, partial, bound, null);
            return Flow.NEXT;
        }
        List<?> items = Sequences.iterated(context, bound);
        ForLoop loop = new ForLoop(name, items.size(), null);
        for (Object item : items) {
            context.charge(1);
            context.at(position);
            render(context, partial, item, loop);
            loop.next();
        }
        return Flow.NEXT;
    }

    private void render(RenderContext context, Body partial, @Nullable Object bound, @Nullable ForLoop loop) {
        RenderContext inside = context.isolated();
        if (loop != null) {
            inside.assign("forloop", loop);
        }
        for (int i = 0; i < call.keywords().size(); i++) {
            inside.assign(call.keywords().get(i), call.values().get(i).evaluate(context));
        }
        if (bound != null) {
            inside.assign(call.variable(name), bound);
        }
        // A break inside ends the partial and nothing else.
        partial.render(inside);
    }
}
