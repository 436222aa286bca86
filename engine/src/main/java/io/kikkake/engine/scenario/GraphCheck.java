package io.kikkake.engine.scenario;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks at the steps as a whole: every one can be reached, and no loop is without a wait. */
final class GraphCheck {

    private final List<Step> steps;
    private final Place list;
    private final Map<String, Step> byId = new HashMap<>();

    GraphCheck(List<Step> steps, Place list) {
        this.steps = steps;
        this.list = list;
        steps.forEach(step -> byId.put(step.id(), step));
    }

    void run() {
        Set<String> reached = reached();
        for (int i = 0; i < steps.size(); i++) {
            if (!reached.contains(steps.get(i).id())) {
                list.problems()
                        .add(
                                list.pointer() + "/" + i,
                                "No way leads to the step \"" + steps.get(i).id() + "\".",
                                null);
            }
        }
        refuseRestlessLoops();
        refuseSkippingOfForks();
    }

    /** What a wait may leave out must have one way on. */
    private void refuseSkippingOfForks() {
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i) instanceof Step.WaitForDate wait && maySkip(wait) && !hasOneWay(byId.get(wait.next()))) {
                list.problems()
                        .add(
                                list.pointer() + "/" + i,
                                "\"skip-step\" cannot leave out \"" + wait.next()
                                        + "\": it needs a step after it that has one way on.",
                                null);
            }
        }
    }

    private static boolean hasOneWay(@Nullable Step step) {
        return step != null && Set.copyOf(step.leadsTo()).size() == 1;
    }

    private Set<String> reached() {
        var reached = new HashSet<String>();
        var open = new ArrayDeque<Step>();
        steps.stream().findFirst().ifPresent(open::add);
        while (!open.isEmpty()) {
            Step step = open.remove();
            if (reached.add(step.id())) {
                step.leadsTo().stream().filter(byId::containsKey).map(byId::get).forEach(open::add);
            }
        }
        return reached;
    }

    /** Takes away steps that lead to none that are left, until only loops are. */
    private void refuseRestlessLoops() {
        var restless = new LinkedHashSet<String>();
        for (Step step : steps) {
            if (!step.rests()) {
                restless.add(step.id());
            }
        }
        while (restless.removeIf(id -> !leadsInto(id, restless) || !isLedTo(id, restless))) {}
        if (!restless.isEmpty()) {
            int first = steps.indexOf(byId.get(restless.getFirst()));
            String names = restless.stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(", "));
            list.problems()
                    .add(
                            list.pointer() + "/" + first,
                            "A loop needs a wait: " + names + " would go round without end.",
                            null);
        }
    }

    private boolean leadsInto(String id, Set<String> restless) {
        return waysOn(id).anyMatch(restless::contains);
    }

    private boolean isLedTo(String id, Set<String> restless) {
        return restless.stream().anyMatch(other -> waysOn(other).anyMatch(id::equals));
    }

    /** Also past the step that a wait for a date may leave out, be that a wait or not. */
    private Stream<String> waysOn(String id) {
        Step step = byId.get(id);
        if (step == null) {
            return Stream.of();
        }
        Step leftOut = step instanceof Step.WaitForDate wait && maySkip(wait) ? byId.get(wait.next()) : null;
        Stream<String> past = leftOut == null ? Stream.of() : leftOut.leadsTo().stream();
        return Stream.concat(step.leadsTo().stream(), past);
    }

    private static boolean maySkip(Step.WaitForDate wait) {
        return wait.ifPast() == Step.Instead.SKIP_STEP || wait.ifMissing() == Step.Instead.SKIP_STEP;
    }
}
