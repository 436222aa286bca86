package io.kikkake.server.scenario;

import io.kikkake.engine.scenario.Nearest;
import io.kikkake.engine.scenario.Scenario;
import io.kikkake.engine.scenario.Step;
import io.kikkake.server.platform.Problem;
import io.kikkake.server.platform.Problem.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Which step of a new version stands for which of the versions before it. */
final class StepMapping {

    private final List<String> before;
    private final List<String> after;

    StepMapping(Scenario scenario, Scenarios published) {
        this.after = ids(scenario);
        this.before = Stream.concat(published.old().stream(), published.newest(scenario.id()).stream())
                .filter(version -> version.id().equals(scenario.id()))
                .flatMap(version -> ids(version.scenario()).stream())
                .distinct()
                .toList();
    }

    private static List<String> ids(Scenario scenario) {
        return scenario.steps().stream().map(Step::id).toList();
    }

    /** @throws Problem 422 where a step is named that is not there: runs would end that somebody wanted to keep */
    void check(Map<String, String> steps) {
        var faults = new ArrayList<Fault>();
        steps.forEach((from, to) -> {
            String path = "?steps=" + from + ":" + to;
            if (!before.contains(from)) {
                faults.add(new Fault(
                        path,
                        "No earlier version has a step \"" + from + "\".",
                        Nearest.of(from, before).map(near -> near + ":" + to).orElse(null)));
            }
            if (!after.contains(to)) {
                faults.add(new Fault(
                        path,
                        "The new version has no step \"" + to + "\".",
                        Nearest.of(to, after).map(near -> from + ":" + near).orElse(null)));
            }
        });
        if (!faults.isEmpty()) {
            throw new Problem(422, "No step mapping", "The mapping names steps that are not there.", faults);
        }
    }
}
