package io.kikkake.server.segment;

import com.google.re2j.Pattern;
import io.kikkake.engine.Input;
import io.kikkake.engine.condition.Condition;
import io.kikkake.engine.condition.Condition.Performed;
import io.kikkake.engine.condition.Counting;
import io.kikkake.engine.condition.Counting.Aggregate;
import io.kikkake.engine.condition.DateTest;
import io.kikkake.engine.condition.DateValue;
import io.kikkake.engine.condition.Following;
import io.kikkake.engine.condition.Operand;
import io.kikkake.engine.condition.Operator;
import io.kikkake.engine.condition.Subject;
import io.kikkake.engine.condition.Window;
import io.kikkake.engine.time.Span;
import io.kikkake.engine.value.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
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
    private static final List<String> EVENTS = List.of("A", "B", "C");
    private static final List<Aggregate> AMOUNTS =
            List.of(Aggregate.COUNT, Aggregate.COUNT, Aggregate.SUM, Aggregate.MIN, Aggregate.MAX, Aggregate.DISTINCT);
    private static final List<Operator> SIZES =
            List.of(Operator.EQUALS, Operator.AT_LEAST, Operator.AT_MOST, Operator.GREATER_THAN, Operator.LESS_THAN);
    private static final List<BigDecimal> NUMBERS =
            List.of(BigDecimal.ZERO, BigDecimal.ONE, BigDecimal.TWO, new BigDecimal(3), new BigDecimal(-1));
    private static final List<Span> SPANS = Stream.of("7d", "12h", "1d", "2d12h", "14d", "1h", "30m")
            .map(text -> Span.parse(text).orElseThrow())
            .toList();
    private static final List<String> DATES = List.of(
            "2026-03-25",
            "2026/04/01",
            "1990-04-02",
            "04-01",
            "--04-02",
            "2026-04-01T10:00:00+09:00",
            "2026-02-30",
            "soon");
    private static final List<String> ZONES = List.of("America/New_York", "Nowhere/Land", "+02:00", "Asia/Tokyo");
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
        if (random.nextInt(3) == 0) {
            fields.put("born", Value.of(pick(DATES)));
        }
        if (random.nextInt(3) == 0) {
            fields.put("timezone", Value.of(pick(ZONES)));
        }
        return new Value.ObjectOf(fields);
    }

    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
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
        if (random.nextInt(2) == 0) {
            return beyondAttributes();
        }
        Operator operator = pick(List.of(Operator.values()));
        return new Condition.Test(subject(), operator, operand(operator));
    }

    private Condition beyondAttributes() {
        return switch (random.nextInt(8)) {
            case 0, 1 ->
                new Condition.Performed(counting(pick(AMOUNTS)), new Performed.Size(pick(SIZES), pick(NUMBERS)));
            case 2 ->
                new Condition.Performed(
                        counting(random.nextBoolean() ? Aggregate.FIRST : Aggregate.LAST), new Performed.When(date()));
            case 3 -> new Condition.Date(new Subject(Subject.Source.ATTRIBUTE, pick(List.of("born", "plan"))), date());
            case 4, 5 ->
                new Condition.Sequence(
                        Following.of(pick(EVENTS), where(), pick(EVENTS), where(), pick(SPANS), random.nextBoolean()));
            case 6 -> new Condition.Consent(pick(List.of("offers", "news", "service", "none")), random.nextBoolean());
            default ->
                random.nextInt(3) == 0
                        ? new Condition.InSegment(pick(List.of("pros", "nobody-knows")))
                        : new Condition.InScenario(pick(List.of("s1", "s2")), random.nextBoolean());
        };
    }

    private Counting counting(Aggregate aggregate) {
        return Counting.of(
                pick(EVENTS),
                where(),
                aggregate,
                aggregate.isOfAProperty() ? "amount" : null,
                aggregate.isMoment() ? new Window.Ever() : window(),
                4);
    }

    private Window window() {
        return switch (random.nextInt(3)) {
            case 0 -> new Window.Ever();
            case 1 -> new Window.Within(pick(SPANS));
            default -> {
                LocalDate first = LocalDate.of(2026, 3, 15).plusDays(random.nextInt(16));
                yield new Window.Between(first, first.plusDays(random.nextInt(5)));
            }
        };
    }

    /** Of properties alone: attributes may have been others when the event happened. */
    private Condition where() {
        return random.nextInt(3) > 0
                ? Condition.always()
                : new Condition.Test(
                        new Subject(Subject.Source.PROPERTY, pick(List.of("kind", "amount"))),
                        pick(List.of(Operator.IN, Operator.NOT_IN)),
                        new Operand.Literal(new Value.ListOf(List.of(Value.of("x"), Value.of(3)))));
    }

    private DateTest date() {
        DateTest.DateOperand operand = random.nextBoolean()
                ? new DateTest.DateOperand.Today()
                : new DateTest.DateOperand.Fixed(
                        new DateValue.Day(LocalDate.of(2026, 3, 20).plusDays(random.nextInt(12))));
        return switch (random.nextInt(7)) {
            case 0 -> new DateTest.On(operand);
            case 1 -> new DateTest.Before(operand);
            case 2 -> new DateTest.After(operand);
            case 3 -> new DateTest.WithinNext(pick(SPANS));
            case 4 -> new DateTest.WithinLast(pick(SPANS));
            case 5 -> new DateTest.LongerAgo(pick(SPANS));
            default -> new DateTest.Anniversary(random.nextInt(3));
        };
    }

    /** Events of one customer in the order in which they came, which is not that in which they happened. */
    List<Input.Event> history(long firstId, Instant now) {
        var history = new ArrayList<Input.Event>();
        for (int i = random.nextInt(9); i > 0; i--) {
            var properties = new LinkedHashMap<String, Value>();
            if (random.nextInt(4) > 0) {
                properties.put("amount", random.nextInt(5) == 0 ? Value.of("x") : Value.of(random.nextInt(6)));
            }
            if (random.nextBoolean()) {
                properties.put("kind", Value.of(pick(List.of("x", "y"))));
            }
            // Few moments, so that some are the same and some stand at the edge of a window.
            Instant at = now.minusSeconds(random.nextInt(40) * 43_200L).minusMillis(random.nextInt(3) * 500L);
            String event = pick(EVENTS);
            // Of sequences the engine remembers four events of a kind.
            if (history.stream().filter(earlier -> earlier.name().equals(event)).count() < 4) {
                history.add(new Input.Event(firstId + history.size(), event, new Value.ObjectOf(properties), at));
            }
        }
        return history;
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
