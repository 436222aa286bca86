package io.kikkake.engine.scenario;

import java.util.List;
import java.util.stream.Collectors;

/** A document is not a scenario; all that is wrong with it is told at once. */
public final class DefinitionInvalid extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    public DefinitionInvalid(List<Problem> problems) {
        super(problems.stream()
                .map(problem -> problem.path() + ": " + problem.message())
                .collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
