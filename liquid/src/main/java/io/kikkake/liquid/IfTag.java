package io.kikkake.liquid;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code if} and {@code unless} with their {@code elsif} and {@code else}. */
record IfTag(List<Branch> branches, Body otherwise, boolean blank) implements Node {
    /** A body and the condition it depends on, which holds when it is not what negated says. */
    private record Branch(Position position, Condition condition, boolean negated, Body body) {}

    static Node parse(Piece.Tag tag, Parser parser) {
        return parse(tag, parser, false);
    }

    static Node parseUnless(Piece.Tag tag, Parser parser) {
        return parse(tag, parser, true);
    }

    private static Node parse(Piece.Tag opening, Parser parser, boolean unless) {
        Set<String> endings = Set.of("elsif", "else", "end" + opening.name());
        List<Branch> heads = new ArrayList<>();
        List<Body> bodies = new ArrayList<>();
        boolean negated = unless;
        Piece.Tag tag = opening;
        boolean elseSeen = false;
        Body otherwise = Body.EMPTY;
        while (!tag.name().startsWith("end")) {
            // What follows the first else has to be well-formed, but is never rendered.
            boolean ignored = elseSeen;
            boolean isElse = tag.name().equals("else");
            Condition condition = isElse ? null : parser.markup(tag).condition();
            Position position = parser.position(tag);
            Parser.Section section = parser.section(opening, endings);
            if (isElse && !ignored) {
                otherwise = section.body();
                elseSeen = true;
            } else if (condition != null && !ignored) {
                heads.add(new Branch(position, condition, negated, section.body()));
                bodies.add(section.body());
            }
            negated = false;
            tag = section.ending();
        }
        bodies.add(otherwise);
        boolean blank = bodies.stream().allMatch(Body::blank);
        List<Body> laidOut = Body.laidOut(bodies);
        List<Branch> branches = new ArrayList<>();
        for (int i = 0; i < heads.size(); i++) {
            Branch head = heads.get(i);
            branches.add(new Branch(head.position(), head.condition(), head.negated(), laidOut.get(i)));
        }
        return new IfTag(List.copyOf(branches), laidOut.getLast(), blank);
    }

    @Override
    public Flow render(RenderContext context) {
        for (Branch branch : branches) {
            context.at(branch.position());
            context.charge(1);
            if (context.holds(branch.condition()) != branch.negated()) {
                return branch.body().render(context);
            }
        }
        return otherwise.isEmpty() ? Flow.NEXT : otherwise.render(context);
    }
}
