package io.kikkake.server.report;

import io.kikkake.engine.Reason;
import io.kikkake.engine.scenario.Names;
import io.kikkake.engine.scenario.Step;
import io.kikkake.server.runner.Decisions.Decided;
import io.kikkake.server.scenario.Scenarios;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Says in both languages why something was decided. */
@Component
class Reasons {

    private final Scenarios scenarios;

    Reasons(Scenarios scenarios) {
        this.scenarios = scenarios;
    }

    /** The engine's own reason, a name from the scenario, or the name of an event. */
    Optional<Names> of(Decided decided) {
        String detail = decided.detail();
        if (detail == null) {
            return Optional.empty();
        }
        return Reason.of(detail)
                .map(Reason::text)
                .or(() -> scenarios.version(decided.scenario(), decided.version()).stream()
                        .flatMap(version -> version.scenario().steps().stream())
                        .filter(step -> step.id().equals(decided.step()))
                        .flatMap(Reasons::names)
                        .filter(name -> name.ja().equals(detail))
                        .findFirst())
                .or(() -> Optional.of(Names.both(detail)));
    }

    private static Stream<Names> names(Step step) {
        return switch (step) {
            case Step.Branch branch -> branch.cases().stream().map(Step.Case::name);
            case Step.WaitFor waitFor ->
                Stream.concat(
                        waitFor.events().stream().map(Step.Awaited::name),
                        waitFor.conditions().stream().map(Step.Case::name));
            case Step.Split split -> split.arms().stream().map(Step.Arm::name);
            case Step.Exit exit -> Stream.ofNullable(exit.reason());
            default -> Stream.empty();
        };
    }
}
