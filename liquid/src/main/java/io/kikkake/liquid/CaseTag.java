package io.kikkake.liquid;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code case} with its {@code when} and {@code else}. As in the original, every value that matches prints its block,
 * and an {@code else} prints when nothing before it has matched.
 */
record CaseTag(Position position, Expression subject, Branch[] branches, boolean blank) implements Node {
    private static final Set<String> ENDINGS = Set.of("when", "else", "endcase");
    private static final Expression[] ELSE = {};

    /** A body and the values it is for; none for an {@code else}. */
    private record Branch(Position position, Expression[] values, Body body) {}

    static Node parse(Piece.Tag opening, Parser parser) {
        Markup markup = parser.markup(opening);
        Expression subject = markup.expression();
        markup.end();
        List<Branch> heads = new ArrayList<>();
        List<Body> bodies = new ArrayList<>();
        // What stands before the first when belongs to no branch and is dropped.
        Piece.Tag tag = parser.section(opening, ENDINGS).ending();
        while (!tag.name().equals("endcase")) {
            Expression[] values = tag.name().equals("else") ? ELSE : values(parser.markup(tag));
            Position position = parser.position(tag);
            Parser.Section section = parser.section(opening, ENDINGS);
            heads.add(new Branch(position, values, section.body()));
            bodies.add(section.body());
            tag = section.ending();
        }
        List<Body> laidOut = Body.laidOut(bodies);
        Branch[] branches = new Branch[heads.size()];
        for (int i = 0; i < branches.length; i++) {
            branches[i] = new Branch(heads.get(i).position(), heads.get(i).values(), laidOut.get(i));
        }
        boolean blank = bodies.stream().allMatch(Body::blank);
        return new CaseTag(parser.position(opening), subject, branches, blank);
    }

    /** Values separated by commas or {@code or}. Anything else ends the list, as in the original, and is ignored. */
    private static Expression[] values(Markup markup) {
        List<Expression> values = new ArrayList<>();
        do {
            values.add(markup.expression());
        } while (markup.accept(',') || markup.accept("or"));
        return values.toArray(new Expression[0]);
    }

    @Override
    public Flow render(RenderContext context) {
        context.at(position);
        Object value = context.leniently(subject);
        boolean matched = false;
        Flow flow = Flow.NEXT;
        for (int i = 0; i < branches.length && flow == Flow.NEXT; i++) {
            Branch branch = branches[i];
            context.at(branch.position());
            if (branch.values().length == 0) {
                flow = matched ? Flow.NEXT : branch.body().render(context);
                continue;
            }
            for (int j = 0; j < branch.values().length && flow == Flow.NEXT; j++) {
                context.charge(1 + Values.weight(value));
                if (Comparisons.equal(value, context.leniently(branch.values()[j]))) {
                    matched = true;
                    flow = branch.body().render(context);
                }
            }
        }
        return flow;
    }
}
