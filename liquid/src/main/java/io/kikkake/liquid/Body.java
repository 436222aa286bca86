package io.kikkake.liquid;

import java.util.ArrayList;
import java.util.List;

/** The inside of a block, or a whole template. */
final class Body implements Node {
    static final Body EMPTY = new Body(List.of());

    private final Node[] nodes;
    private final boolean blank;

    Body(List<Node> nodes) {
        this.nodes = nodes.toArray(new Node[0]);
        this.blank = nodes.stream().allMatch(Node::blank);
    }

    @Override
    public Flow render(RenderContext context) {
        context.enter();
        Flow flow = Flow.NEXT;
        for (int i = 0; i < nodes.length && flow == Flow.NEXT; i++) {
            context.run.charge(1);
            flow = nodes[i].render(context);
        }
        context.leave();
        return flow;
    }

    @Override
    public boolean blank() {
        return blank;
    }

    boolean isEmpty() {
        return nodes.length == 0;
    }

    Body withoutText() {
        List<Node> kept = new ArrayList<>();
        for (Node node : nodes) {
            if (!(node instanceof Text)) {
                kept.add(node);
            }
        }
        return new Body(kept);
    }

    /** Bodies of one tag; when none of them prints anything, the whitespace that lays them out is not printed either. */
    static List<Body> laidOut(List<Body> bodies) {
        return bodies.stream().allMatch(Body::blank)
                ? bodies.stream().map(Body::withoutText).toList()
                : bodies;
    }
}
