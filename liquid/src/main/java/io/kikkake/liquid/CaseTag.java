package io.kikkake.liquid;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code case} with its {@code when} and {@code else}. As in the original, every value that matches prints its block,
 * and an {@code else} prints when nothing before it has matched.
 */
record CaseTag(Position position, Expression subject, List<Branch> branches, boolean blank) implements Node {
    private static final Set<String> ENDINGS = Set.of("when", "else", "endcase");
    private static final List<Expression> ELSE = List.of();

    /** A body and the values it is for; none for an {@code else}. */
    private record Branch(Position position, List<Expression> values, Body body) {}

    static Node parse(Piece.Tag opening, Parser parser) {
        Markup markup = parser.markup(opening);
        Expression subject = markup.expression();
        markup.end();
        List<Branch> heads = new ArrayList<>();
        List<Body> bodies = new ArrayList<>();
        // What stands before the first when belongs to no branch and is dropped.
        Piece.Tag tag = parser.section(opening, ENDINGS).ending();
        while (!tag.name().equals("endcase")) {
            List<Expression> values = tag.name().equals("else") ? ELSE : values(parser.markup(tag));
            Position position = parser.position(tag);
            Parser.Section section = parser.section(opening, ENDINGS);
            heads.add(new Branch(position, values, section.body()));
            bodies.add(section.body());
            tag = section.ending();
        }
        List<Body> laidOut = Body.laidOut(bodies);
        List<Branch> branches = new ArrayList<>();
        for (int i = 0; i < heads.size(); i++) {
            branches.add(new Branch(heads.get(i).position(), heads.get(i).values(), laidOut.get(i)));
        }
        boolean blank = bodies.stream().allMatch(Body::blank);
        return new CaseTag(parser.position(opening), subject, List.copyOf(branches), blank);
    }

    /** Values separated by commas or {@code or}. Anything else ends the list, as in the original, and is ignored. */
    private static List<Expression> values(Markup markup) {
        List<Expression> values = new ArrayList<>();
        do {
            values.add(markup.expression());
        } while (markup.accept(',') || markup.accept("or"));
        return List.copyOf(values);
    }

    @Override
    public Flow render(RenderContext context) {
        context.at(position);
        Object value = context.leniently(subject);
        boolean matched = false;
        Flow flow = Flow.NEXT;
        for (int i = 0; i < branches.size() && flow == Flow.NEXT; i++) {
            Branch branch = branches.get(i);
            context.at(branch.position());
            if (branch.values().isEmpty()) {
                flow = matched ? Flow.NEXT : branch.body().render(context);
                continue;
            }
            for (int j = 0; j < branch.values().size() && flow == Flow.NEXT; j++) {
                context.charge(1 + Values.weight(value));
                if (Comparisons.equal(value, context.leniently(branch.values().get(j)))) {
                    matched = true;
                    flow = branch.body().render(context);
                }
            }
        }
        return flow;
    }
}
