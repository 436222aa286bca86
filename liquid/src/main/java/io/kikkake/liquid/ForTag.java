package io.kikkake.liquid;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code for item in items} with its {@code else}. */
record ForTag(Position position, LoopHead head, List<String> names, Body body, Body otherwise, boolean blank)
        implements Node {
    private static final Set<String> ATTRIBUTES = Set.of("limit", "offset", "reversed");
    private static final Set<String> ENDINGS = Set.of("else", "endfor");

    static Node parse(Piece.Tag opening, Parser parser) {
        LoopHead head = LoopHead.parse(parser.markup(opening), ATTRIBUTES);
        Parser.Section section = parser.section(opening, ENDINGS);
        Body body = section.body();
        Body otherwise = Body.EMPTY;
        while (section.ending().name().equals("else")) {
            section = parser.section(opening, ENDINGS);
            otherwise = section.body();
        }
        boolean blank = body.blank() && otherwise.blank();
        List<Body> laidOut = Body.laidOut(List.of(body, otherwise));
        List<String> names = List.of(head.variable(), "forloop");
        return new ForTag(parser.position(opening), head, names, laidOut.getFirst(), laidOut.getLast(), blank);
    }

    @Override
    public Flow render(RenderContext context) {
        context.at(position);
        Object collection = Values.plain(head.collection().evaluate(context));
        List<?> items = Sequences.iterated(context, collection);
        if (collection instanceof String) {
            // A text is a single turn, whatever limit and offset say.
            return items.isEmpty() ? otherwise.render(context) : loop(context, items, 0, 1);
        }
        long from = head.continued() ? context.loopEnd(head.name()) : bound(head.offset(), context, 0);
        long to = head.limit() == null ? Long.MAX_VALUE : from + bound(head.limit(), context, Long.MAX_VALUE / 2);
        int first = (int) Math.clamp(from, 0, items.size());
        int end = (int) Math.clamp(to, first, items.size());
        context.loopEnd(head.name(), (int) Math.clamp(from + (end - first), 0, Integer.MAX_VALUE));
        if (first == end) {
            return otherwise.isEmpty() ? Flow.NEXT : otherwise.render(context);
        }
        return loop(context, items, first, end);
    }

    private static long bound(@Nullable Expression expression, RenderContext context, long fallback) {
        Object value = expression == null ? null : expression.evaluate(context);
        if (value == null) {
            return fallback;
        }
        return Math.clamp(Numbers.integer(Values.plain(value)), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private Flow loop(RenderContext context, List<?> items, int first, int end) {
        ForLoop outer = context.loop();
        ForLoop loop = new ForLoop(head.name(), end - first, outer);
        context.loop(loop);
        Frame frame = context.push(names, new @Nullable Object[] {null, loop});
        Flow flow = Flow.NEXT;
        for (int i = first; i < end && flow != Flow.BREAK; i++) {
            context.charge(1);
            frame.set(0, items.get(head.reversed() ? end - 1 - (i - first) : i));
            flow = body.render(context);
            loop.next();
        }
        context.pop(frame);
        context.loop(outer);
        return Flow.NEXT;
    }
}
