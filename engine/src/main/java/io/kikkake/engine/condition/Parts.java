package io.kikkake.engine.condition;

import java.util.List;
import java.util.stream.Stream;

/** What conditions are made of. */
public final class Parts {

    private Parts() {}

    /** The condition and all within it; where of past events not. */
    public static Stream<Condition> of(Condition condition) {
        List<Condition> inner = switch (condition) {
            case Condition.All(var conditions) -> conditions;
            case Condition.Any(var conditions) -> conditions;
            case Condition.Not(var negated) -> List.of(negated);
            case Condition.Test test -> List.of();
            case Condition.Date date -> List.of();
            case Condition.Performed performed -> List.of();
            case Condition.Sequence sequence -> List.of();
            case Condition.Consent consent -> List.of();
            case Condition.InScenario inScenario -> List.of();
            case Condition.InSegment inSegment -> List.of();
        };
        return Stream.concat(Stream.of(condition), inner.stream().flatMap(Parts::of));
    }

    /** Everything that is looked at. */
    public static Stream<Subject> subjects(Condition condition) {
        return of(condition)
                .flatMap(part -> switch (part) {
                    case Condition.Test(var subject, var operator, var operand) ->
                        operand instanceof Operand.Reference(var other)
                                ? Stream.of(subject, other)
                                : Stream.of(subject);
                    case Condition.Date(var subject, var test) -> Stream.concat(Stream.of(subject), subjects(test));
                    case Condition.Performed(var counting, Condition.Performed.When(var test)) -> subjects(test);
                    default -> Stream.<Subject>empty();
                })
                .flatMap(Parts::withInner);
    }

    private static Stream<Subject> subjects(DateTest test) {
        DateTest.DateOperand operand = switch (test) {
            case DateTest.On(var date) -> date;
            case DateTest.Before(var date) -> date;
            case DateTest.After(var date) -> date;
            default -> new DateTest.DateOperand.Today();
        };
        return operand instanceof DateTest.DateOperand.Reference(var subject) ? Stream.of(subject) : Stream.empty();
    }

    private static Stream<Subject> withInner(Subject subject) {
        return subject.of() == null ? Stream.of(subject) : Stream.concat(Stream.of(subject), withInner(subject.of()));
    }

    /** What the condition wants kept of past events; what the segments it names want not. */
    public static Stream<Tallying> tallyings(Condition condition) {
        return of(condition).flatMap(part -> switch (part) {
            case Condition.Performed(var counting, var asked) -> Stream.of(counting);
            case Condition.Sequence(var following) -> Stream.of(following);
            default -> Stream.<Tallying>empty();
        });
    }

    /** Ids of the segments the condition names. */
    public static Stream<String> segments(Condition condition) {
        return of(condition)
                .flatMap(part -> part instanceof Condition.InSegment(var id) ? Stream.of(id) : Stream.<String>empty());
    }

    /** Ids of scenarios whose past runs the condition asks about. */
    public static Stream<String> pastScenarios(Condition condition) {
        return of(condition)
                .flatMap(part -> part instanceof Condition.InScenario(var id, var ever) && ever
                        ? Stream.of(id)
                        : Stream.<String>empty());
    }
}
