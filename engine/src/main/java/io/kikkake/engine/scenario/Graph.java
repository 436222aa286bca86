package io.kikkake.engine.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A scenario as it is drawn. The trigger's node is {@code trigger}, the end's {@code end}, a step's its own id. */
public record Graph(List<Node> nodes, List<Edge> edges) {

    public static final String TRIGGER = "trigger";

    /**
     * A box.
     *
     * @param title a few words
     * @param detail what more there is to know; empty texts where nothing is
     */
    public record Node(String id, Kind kind, Names title, Names detail) {}

    /**
     * A way from one box to another.
     *
     * @param label where there are several
     */
    public record Edge(String from, String to, @Nullable Names label) {}

    public enum Kind {
        TRIGGER,
        SEND,
        WAIT,
        WAIT_FOR,
        BRANCH,
        SPLIT,
        SET,
        COUPON,
        POINTS,
        TASK,
        WEBHOOK,
        EMIT,
        START,
        GO_TO,
        EXIT,
        END;

        /** {@code wait-for}. */
        public String keyword() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public Graph {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    public static Graph of(Scenario scenario) {
        var words = new StepWords(scenario);
        var nodes = new ArrayList<Node>();
        var edges = new ArrayList<Edge>();
        nodes.add(new Node(TRIGGER, Kind.TRIGGER, words.triggerTitle(), words.triggerDetail()));
        String first = scenario.steps().isEmpty()
                ? Step.END
                : scenario.steps().getFirst().id();
        edges.add(new Edge(TRIGGER, first, null));
        for (Step step : scenario.steps()) {
            nodes.add(new Node(step.id(), kind(step), words.title(step), words.detail(step)));
            edges.addAll(edges(step));
        }
        if (edges.stream().anyMatch(edge -> edge.to().equals(Step.END))) {
            nodes.add(new Node(Step.END, Kind.END, new Names("終わり", "End"), StepWords.NOTHING));
        }
        return new Graph(nodes, edges);
    }

    private static Kind kind(Step step) {
        return switch (step) {
            case Step.Send send -> Kind.SEND;
            case Step.Wait wait -> Kind.WAIT;
            case Step.WaitFor waitFor -> Kind.WAIT_FOR;
            case Step.Branch branch -> Kind.BRANCH;
            case Step.WaitForDate wait -> Kind.WAIT;
            case Step.WaitForHour wait -> Kind.WAIT;
            case Step.Split split -> Kind.SPLIT;
            case Step.Exit exit -> Kind.EXIT;
            case Action.Set set -> Kind.SET;
            case Action.Coupon coupon -> Kind.COUPON;
            case Action.Points points -> Kind.POINTS;
            case Action.Task task -> Kind.TASK;
            case Action.Webhook webhook -> Kind.WEBHOOK;
            case Action.Emit emit -> Kind.EMIT;
            case Action.Start start -> Kind.START;
            case Action.Jump jump -> Kind.GO_TO;
        };
    }

    private static List<Edge> edges(Step step) {
        var edges = new ArrayList<Edge>();
        switch (step) {
            case Step.Send send -> edges.add(new Edge(send.id(), send.next(), null));
            case Step.Wait wait -> edges.add(new Edge(wait.id(), wait.next(), null));
            case Step.WaitFor waitFor -> {
                waitFor.events().forEach(event -> edges.add(new Edge(waitFor.id(), event.next(), event.name())));
                waitFor.conditions().forEach(each -> edges.add(new Edge(waitFor.id(), each.next(), each.name())));
                if (waitFor.timeout() != null) {
                    edges.add(new Edge(waitFor.id(), waitFor.onTimeout(), StepWords.TIMED_OUT));
                }
            }
            case Step.Branch branch -> {
                branch.cases().forEach(each -> edges.add(new Edge(branch.id(), each.next(), each.name())));
                edges.add(new Edge(branch.id(), branch.otherwise(), StepWords.OTHERWISE));
            }
            case Step.WaitForDate wait -> edges.add(new Edge(wait.id(), wait.next(), null));
            case Step.WaitForHour wait -> edges.add(new Edge(wait.id(), wait.next(), null));
            case Step.Split split ->
                split.arms().forEach(arm -> edges.add(new Edge(split.id(), arm.next(), ActionWords.share(arm))));
            case Step.Exit exit -> {}
            case Action.Webhook webhook -> {
                boolean forks = !webhook.onFailure().equals(webhook.next());
                edges.add(new Edge(webhook.id(), webhook.next(), forks ? ActionWords.ANSWERED : null));
                if (forks) {
                    edges.add(new Edge(webhook.id(), webhook.onFailure(), ActionWords.FAILED));
                }
            }
            case Action action -> edges.add(new Edge(action.id(), action.next(), null));
        }
        return edges;
    }
}
