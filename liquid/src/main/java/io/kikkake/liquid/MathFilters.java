package io.kikkake.liquid;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Filters that calculate. What is no number counts as 0. */
final class MathFilters {
    private static final int MAX_DECIMALS = 100;

    static final List<FilterDefinition> ALL = List.of(
            new FilterDefinition("abs", (context, input, args) -> abs(Numbers.of(input))),
            new FilterDefinition(
                    "ceil", (context, input, args) -> Numbers.rounded(Numbers.of(input), 0, RoundingMode.CEILING)),
            new FilterDefinition(
                    "floor", (context, input, args) -> Numbers.rounded(Numbers.of(input), 0, RoundingMode.FLOOR)),
            new FilterDefinition("round", 0, 1, MathFilters::round),
            binary("plus", Numbers::plus),
            binary("minus", (a, b) -> Numbers.plus(a, Numbers.negated(b))),
            binary("times", Numbers::times),
            binary("divided_by", Numbers::dividedBy),
            binary("modulo", Numbers::modulo),
            binary("at_least", (a, b) -> Numbers.result(Numbers.compare(a, b) < 0 ? b : a)),
            binary("at_most", (a, b) -> Numbers.result(Numbers.compare(a, b) > 0 ? b : a)));

    private MathFilters() {}

    private static FilterDefinition binary(String name, Operation operation) {
        return new FilterDefinition(
                name, 1, 1, (context, input, args) -> operation.of(Numbers.of(input), args.number(0)));
    }

    private static Number abs(Number number) {
        return Numbers.result(Numbers.compare(number, 0L) < 0 ? Numbers.negated(number) : number);
    }

    private static Number round(RenderContext context, @Nullable Object input, Arguments args) {
        Number decimals = args.number(0);
        long whole = Math.clamp(Numbers.clamped(decimals), -MAX_DECIMALS, MAX_DECIMALS);
        // Ruby rounds halves away from zero.
        Number rounded = Numbers.rounded(Numbers.of(input), (int) whole, RoundingMode.HALF_UP);
        return rounded instanceof BigDecimal decimal ? Numbers.result(decimal) : rounded;
    }

    private interface Operation {
        Number of(Number a, Number b);
    }
}
