package io.kikkake.server.segment;

import com.google.re2j.Pattern;
import io.kikkake.engine.condition.Condition;
import io.kikkake.engine.condition.Operand;
import io.kikkake.engine.condition.Operator;
import io.kikkake.engine.condition.Subject;
import io.kikkake.engine.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Conditions and attributes drawn from few names and few values, so that they often meet. */
final class RandomConditions {

    private static final List<String> NAMES = List.of("plan", "age", "tags", "address", "note", "0");
    private static final List<String> PATHS = List.of(
            "plan",
            "age",
            "tags",
            "tags.0",
            "tags.1",
            "tags.-1",
            "address.city",
            "address.0",
            "note",
            "0",
            "gone",
            "plan.x",
            "a.b");
    private static final List<Value> SCALARS = List.of(
            Value.of("pro"),
            Value.of("Pro"),
            Value.of(""),
            Value.of(" \u3000\t"),
            Value.of("\u00a0"),
            Value.of("東京都"),
            Value.of("10"),
            Value.of("a.b%_"),
            Value.of("😀 pro"),
            Value.of(0),
            Value.of(10),
            new Value.Number(new BigDecimal("10.50")),
            new Value.Number(new BigDecimal("-1e30")),
            Value.of(true),
            Value.of(false));
    private static final List<String> PATTERNS = List.of("^pro$", "(?i)PRO", "京", "\\d+", "^\\s*$", ".");

    private final SplittableRandom random;

    RandomConditions(long seed) {
        random = new SplittableRandom(seed);
    }

    Value.ObjectOf attributes() {
        Map<String, Value> fields = new LinkedHashMap<>();
        for (String name : NAMES) {
            if (random.nextInt(3) > 0) {
                fields.put(name, value(2));
            }
        }
        return new Value.ObjectOf(fields);
    }

    private Value value(int depth) {
        return switch (depth == 0 ? 9 : random.nextInt(10)) {
            case 0 -> Value.Null.NULL;
            case 1 ->
                new Value.ListOf(Stream.generate(() -> value(depth - 1))
                        .limit(random.nextInt(4))
                        .toList());
            case 2 -> {
                var fields = new LinkedHashMap<String, Value>();
                for (int i = random.nextInt(3); i > 0; i--) {
                    fields.put(pick(List.of("city", "0", "x")), value(depth - 1));
                }
                yield new Value.ObjectOf(fields);
            }
            default -> pick(SCALARS);
        };
    }

    Condition condition(int depth) {
        return switch (depth == 0 ? 9 : random.nextInt(10)) {
            case 0, 1 -> new Condition.All(several(depth));
            case 2, 3 -> new Condition.Any(several(depth));
            case 4 -> new Condition.Not(condition(depth - 1));
            default -> test();
        };
    }

    private List<Condition> several(int depth) {
        var several = new ArrayList<Condition>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            several.add(condition(depth - 1));
        }
        return several;
    }

    private Condition test() {
        Operator operator = pick(List.of(Operator.values()));
        return new Condition.Test(subject(), operator, operand(operator));
    }

    private Subject subject() {
        Subject.Source source = random.nextInt(20) == 0 ? Subject.Source.PROPERTY : Subject.Source.ATTRIBUTE;
        return new Subject(source, pick(PATHS));
    }

    private Operand operand(Operator operator) {
        boolean fixed = operator.takes() == Operator.Takes.PATTERN || operator.takes() == Operator.Takes.YES_OR_NO;
        if (!fixed && random.nextInt(4) == 0) {
            return new Operand.Reference(subject());
        }
        return switch (operator.takes()) {
            case VALUE -> new Operand.Literal(pick(SCALARS));
            case LIST ->
                new Operand.Literal(new Value.ListOf(Stream.generate(() -> pick(SCALARS))
                        .limit(1 + random.nextInt(3))
                        .toList()));
            case NUMBER -> new Operand.Literal(Value.of(random.nextInt(12)));
            case TEXT -> new Operand.Literal(Value.of(pick(List.of("pro", "東", "%", "_", "0"))));
            case PATTERN -> new Operand.Regex(Pattern.compile(pick(PATTERNS)));
            case YES_OR_NO -> new Operand.Literal(Value.of(random.nextBoolean()));
        };
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
