package io.kikkake.engine.condition;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A question about a customer, an event and a run, answered by {@link #truth}. */
public sealed interface Condition {

    record All(List<Condition> conditions) implements Condition {
        private static final All OF_NONE = new All(List.of());

        public All {
            conditions = List.copyOf(conditions);
        }
    }

    record Any(List<Condition> conditions) implements Condition {
        public Any {
            conditions = List.copyOf(conditions);
        }
    }

    record Not(Condition condition) implements Condition {}

    record Test(Subject subject, Operator operator, Operand operand) implements Condition {}

    /** A value is a date, and what is said of it holds; unknown where it is no date. */
    record Date(Subject subject, DateTest test) implements Condition {}

    /** Something about all events of a name that happened to the customer. Without any the count is 0, which is known. */
    record Performed(Counting counting, Asked asked) implements Condition {

        public sealed interface Asked {}

        /** @param operator equals, greater-than, at-least, less-than or at-most */
        public record Size(Operator operator, BigDecimal number) implements Asked {}

        public record When(DateTest test) implements Asked {}
    }

    /** One event was followed by another, or was not. */
    record Sequence(Following following) implements Condition {}

    /** Mail on the topic may go to the customer, or may not; unknown where there is no such topic. */
    record Consent(String topic, boolean given) implements Condition {}

    /**
     * A run of the scenario is under way.
     *
     * @param ever or was
     */
    record InScenario(String scenario, boolean ever) implements Condition {}

    /** The segment's own condition holds; unknown where there is no such segment. */
    record InSegment(String segment) implements Condition {}

    /** Holds for everybody. */
    static Condition always() {
        return All.OF_NONE;
    }

    default boolean holds(Facts facts) {
        return truth(facts) == Truth.TRUE;
    }

    /** Never throws, whatever the facts hold. */
    default Truth truth(Facts facts) {
        return switch (this) {
            case All(var conditions) -> all(conditions, facts);
            case Any(var conditions) -> any(conditions, facts);
            case Not(var condition) -> condition.truth(facts).negated();
            case Test test -> Comparison.of(test, facts);
            case Date date -> Dates.truth(date, facts);
            case Performed performed -> Performances.truth(performed, facts);
            case Sequence(var following) -> following.truth(facts.around().tally(following.id()), facts);
            case Consent(var topic, var given) -> {
                Boolean permitted = facts.around().permits(topic);
                yield permitted == null ? Truth.UNKNOWN : Truth.of(permitted == given);
            }
            case InScenario(var scenario, var ever) ->
                Truth.of(
                        ever
                                ? facts.around().hasBeenIn(scenario)
                                : facts.around().isIn(scenario));
            case InSegment(var segment) -> {
                Condition definition = facts.around().segment(segment);
                yield definition == null ? Truth.UNKNOWN : definition.truth(facts);
            }
        };
    }

    /**
     * The earliest moment after {@code now} at which the truth may be another although nothing came in: a window runs out, a
     * date comes. Until then it is what it is now. Null where time changes nothing.
     */
    default @Nullable Instant nextChange(Facts facts, Instant now) {
        Facts here = facts.at(now);
        return switch (this) {
            case All(var conditions) -> earliest(conditions, here);
            case Any(var conditions) -> earliest(conditions, here);
            case Not(var condition) -> condition.nextChange(here, now);
            case Date date -> Dates.nextChange(date, here);
            case Performed performed -> Performances.nextChange(performed, here);
            case Sequence(var following) -> following.nextChange(here.around().tally(following.id()), here);
            case InSegment(var segment) -> {
                Condition definition = here.around().segment(segment);
                yield definition == null ? null : definition.nextChange(here, now);
            }
            case Test test -> null;
            case Consent consent -> null;
            case InScenario inScenario -> null;
        };
    }

    private static @Nullable Instant earliest(List<Condition> conditions, Facts facts) {
        Instant earliest = null;
        for (Condition condition : conditions) {
            Instant next = condition.nextChange(facts, facts.now());
            if (next != null && (earliest == null || next.isBefore(earliest))) {
                earliest = next;
            }
        }
        return earliest;
    }

    private static Truth all(List<Condition> conditions, Facts facts) {
        Truth truth = Truth.TRUE;
        for (Condition condition : conditions) {
            switch (condition.truth(facts)) {
                case FALSE -> {
                    return Truth.FALSE;
                }
                case UNKNOWN -> truth = Truth.UNKNOWN;
                case TRUE -> {}
            }
        }
        return truth;
    }

    private static Truth any(List<Condition> conditions, Facts facts) {
        Truth truth = Truth.FALSE;
        for (Condition condition : conditions) {
            switch (condition.truth(facts)) {
                case TRUE -> {
                    return Truth.TRUE;
                }
                case UNKNOWN -> truth = Truth.UNKNOWN;
                case FALSE -> {}
            }
        }
        return truth;
    }
}
