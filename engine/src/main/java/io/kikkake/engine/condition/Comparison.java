package io.kikkake.engine.condition;

import io.kikkake.engine.condition.Condition.Test;
import io.kikkake.engine.value.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers a single test. Values of different kinds are never equal, and comparing them for size has no answer: the text
 * {@code "10"} is not the number 10.
 */
final class Comparison {

    /** Deeper values are not compared: no real event nests so far, and a hostile one must not exhaust the stack. */
    private static final int DEEPEST = 64;

    private Comparison() {}

    static Truth of(Test test, Facts facts) {
        Value left = facts.find(test.subject());
        switch (test.operator()) {
            case EXISTS -> {
                return expected(test.operand(), left != null);
            }
            case EMPTY -> {
                return expected(test.operand(), left == null || isEmpty(left));
            }
            default -> {}
        }
        if (left == null) {
            return Truth.UNKNOWN;
        }
        return switch (test.operand()) {
            case Operand.Regex(var pattern) ->
                left instanceof Value.Text(var text)
                        ? Truth.of(pattern.matcher(text).find())
                        : Truth.UNKNOWN;
            case Operand.Literal(var right) -> compare(left, test.operator(), right);
            case Operand.Reference(var subject) -> {
                Value right = facts.find(subject);
                yield right == null ? Truth.UNKNOWN : compare(left, test.operator(), right);
            }
        };
    }

    private static Truth compare(Value left, Operator operator, Value right) {
        return switch (operator) {
            case EQUALS -> same(left, right, 0);
            case NOT_EQUALS -> same(left, right, 0).negated();
            case IN -> among(left, right);
            case NOT_IN -> among(left, right).negated();
            case HAS -> among(right, left);
            case GREATER_THAN, AT_LEAST, LESS_THAN, AT_MOST -> size(left, operator, right);
            case CONTAINS, STARTS_WITH, ENDS_WITH -> text(left, operator, right);
            case MATCHES, EXISTS, EMPTY -> Truth.UNKNOWN;
        };
    }

    private static Truth expected(Operand operand, boolean actual) {
        return operand instanceof Operand.Literal(Value.Bool(var wanted)) ? Truth.of(wanted == actual) : Truth.UNKNOWN;
    }

    private static boolean isEmpty(Value value) {
        return switch (value) {
            case Value.Text(var text) -> text.isBlank();
            case Value.ListOf(var items) -> items.isEmpty();
            case Value.ObjectOf(var fields) -> fields.isEmpty();
            case Value.Null() -> true;
            case Value.Number(var number) -> false;
            case Value.Bool(var bool) -> false;
        };
    }

    private static Truth among(Value item, Value list) {
        if (!(list instanceof Value.ListOf(var items))) {
            return Truth.UNKNOWN;
        }
        Truth found = Truth.FALSE;
        for (Value candidate : items) {
            switch (same(candidate, item, 0)) {
                case TRUE -> {
                    return Truth.TRUE;
                }
                case UNKNOWN -> found = Truth.UNKNOWN;
                case FALSE -> {}
            }
        }
        return found;
    }

    private static Truth size(Value left, Operator operator, Value right) {
        if (!(left instanceof Value.Number(var a)) || !(right instanceof Value.Number(var b))) {
            return Truth.UNKNOWN;
        }
        int order = order(a, b);
        return Truth.of(
                switch (operator) {
                    case GREATER_THAN -> order > 0;
                    case AT_LEAST -> order >= 0;
                    case LESS_THAN -> order < 0;
                    case AT_MOST -> order <= 0;
                    default -> false;
                });
    }

    /** As {@link BigDecimal#compareTo}, but numbers of astronomic exponents do not overflow it. */
    private static int order(BigDecimal a, BigDecimal b) {
        if (a.signum() != b.signum() || a.signum() == 0) {
            return Integer.compare(a.signum(), b.signum());
        }
        long magnitudes = Long.compare((long) a.precision() - a.scale(), (long) b.precision() - b.scale());
        return magnitudes != 0 ? (int) magnitudes * a.signum() : a.compareTo(b);
    }

    private static Truth text(Value left, Operator operator, Value right) {
        if (!(left instanceof Value.Text(var text)) || !(right instanceof Value.Text(var part))) {
            return Truth.UNKNOWN;
        }
        return Truth.of(
                switch (operator) {
                    case CONTAINS -> text.contains(part);
                    case STARTS_WITH -> text.startsWith(part);
                    case ENDS_WITH -> text.endsWith(part);
                    default -> false;
                });
    }

    private static Truth same(Value left, Value right, int depth) {
        if (depth > DEEPEST) {
            return Truth.UNKNOWN;
        }
        if (left instanceof Value.ListOf(var a) && right instanceof Value.ListOf(var b)) {
            return sameItems(a, b, depth);
        }
        if (left instanceof Value.ObjectOf(var a) && right instanceof Value.ObjectOf(var b)) {
            return sameFields(a, b, depth);
        }
        // One of the two is a scalar here, and record equality of different kinds looks no deeper.
        return Truth.of(left.equals(right));
    }

    private static Truth sameItems(List<Value> left, List<Value> right, int depth) {
        Truth same = Truth.of(left.size() == right.size());
        for (int i = 0; i < left.size() && same == Truth.TRUE; i++) {
            same = same(left.get(i), right.get(i), depth + 1);
        }
        return same;
    }

    private static Truth sameFields(Map<String, Value> left, Map<String, Value> right, int depth) {
        Truth same = Truth.of(left.size() == right.size());
        for (var field : left.entrySet()) {
            if (same != Truth.TRUE) {
                break;
            }
            @Nullable Value other = right.get(field.getKey());
            same = other == null ? Truth.FALSE : same(field.getValue(), other, depth + 1);
        }
        return same;
    }
}
