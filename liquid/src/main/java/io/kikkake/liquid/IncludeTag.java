package io.kikkake.liquid;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code include 'partial'}: the partial as if it stood here, sharing all variables. */
record IncludeTag(Position position, PartialCall call) implements Node {
    static Node parse(Piece.Tag tag, Parser parser) {
        return new IncludeTag(parser.position(tag), PartialCall.parse(tag, parser));
    }

    @Override
    public Flow render(RenderContext context) {
        context.at(position);
        if (context.isolated) {
            throw new RenderFailure("'include' is not allowed inside 'render'");
        }
        if (!(Values.plain(call.name().evaluate(context)) instanceof String name)) {
            throw new RenderFailure("'include' takes the name of a partial");
        }
        Body partial = context.run.partials.required(name);
        Object bound = call.bound() == null ? context.leniently(new Expression.Variable(name)) : bound(context);
        int count = call.keywords().size();
        List<String> names = new ArrayList<>(call.keywords());
        @Nullable Object[] values = new @Nullable Object[count + 1];
        names.addFirst(call.variable(name));
        values[0] = bound;
        for (int i = 0; i < count; i++) {
            values[i + 1] = call.values().get(i).evaluate(context);
        }
        Frame frame = context.push(names, values);
        List<?> items = bound instanceof Range ? null : Values.list(bound);
        Flow flow = items == null ? partial.render(context) : each(context, partial, items, frame);
        context.pop(frame);
        return flow;
    }

    private @Nullable Object bound(RenderContext context) {
        return call.bound() == null ? null : context.leniently(call.bound());
    }

    private Flow each(RenderContext context, Body partial, List<?> items, Frame frame) {
        Flow flow = Flow.NEXT;
        for (int i = 0; i < items.size() && flow == Flow.NEXT; i++) {
            context.charge(1);
            frame.set(0, items.get(i));
            flow = partial.render(context);
        }
        return flow;
    }
}
