package io.kikkake.engine.condition;

import java.util.List;

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
        };
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
