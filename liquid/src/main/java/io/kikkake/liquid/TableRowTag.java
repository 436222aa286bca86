package io.kikkake.liquid;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code tablerow item in items cols: 3}: a loop that prints the rows and cells of an HTML table. */
record TableRowTag(Position position, LoopHead head, List<String> names, Body body) implements Node {
    private static final Set<String> ATTRIBUTES = Set.of("limit", "offset", "cols");

    static Node parse(Piece.Tag tag, Parser parser) {
        LoopHead head = LoopHead.parse(parser.markup(tag), ATTRIBUTES);
        List<String> names = List.of(head.variable(), "tablerowloop");
        return new TableRowTag(parser.position(tag), head, names, parser.block(tag));
    }

    @Override
    public Flow render(RenderContext context) {
        context.at(position);
        Object collection = head.collection().evaluate(context);
        if (!Values.truthy(collection)) {
            return Flow.NEXT;
        }
        List<?> items = Sequences.iterated(context, collection);
        long from = number(head.offset(), context, 0);
        long to = head.limit() == null ? Long.MAX_VALUE : from + number(head.limit(), context, 0);
        int first = (int) Math.clamp(from, 0, items.size());
        int end = (int) Math.clamp(to, first, items.size());
        rows(context, items, first, end, number(head.columns(), context, end - first));
        return Flow.NEXT;
    }

    private static long number(@Nullable Expression expression, RenderContext context, long fallback) {
        if (expression == null) {
            return fallback;
        }
        Object value = Values.plain(expression.evaluate(context));
        if (value != null && !(value instanceof Number) && !(value instanceof String)) {
            throw new RenderFailure("'" + Printer.text(value) + "' is not a number");
        }
        return Math.clamp(Numbers.clamped(Numbers.of(value)), Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private void rows(RenderContext context, List<?> items, int first, int end, long columns) {
        TableRowLoop loop = new TableRowLoop(end - first, columns);
        Frame frame = context.push(names, new @Nullable Object[] {null, loop});
        Output output = context.output();
        output.append("<tr class=\"row1\">\n");
        Flow flow = Flow.NEXT;
        for (int i = first; i < end && flow != Flow.BREAK; i++) {
            context.charge(1);
            frame.set(0, items.get(i));
            output.append("<td class=\"col");
            output.append(loop.column());
            output.append("\">");
            flow = body.render(context);
            output.append("</td>");
            if (flow != Flow.BREAK && loop.endsRow()) {
                output.append("</tr>\n<tr class=\"row");
                output.append(loop.row() + 1);
                output.append("\">");
            }
            loop.next();
        }
        output.append("</tr>\n");
        context.pop(frame);
    }
}
