package io.kikkake.engine.scenario;

import io.kikkake.engine.condition.DateTest;
import io.kikkake.engine.condition.DateTest.DateOperand;
import io.kikkake.engine.condition.DateValue;
import io.kikkake.engine.time.Span;
import io.kikkake.engine.value.Value;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads how dates are tested. */
final class DateReader {

    static final List<String> OPERATORS = List.of(
            "on-day", "before", "after", "within-next", "within-last", "longer-ago", "anniversary", "anniversary-in");

    /** Farthest anniversary, in days. */
    private static final int FARTHEST = 366;

    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern MOMENT =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2})?(Z|[+-]\\d{2}:\\d{2})");

    private DateReader() {}

    /**
     * The tests among an object's fields.
     *
     * @return as many as there are fields of the kind, less those that are wrong
     */
    static List<DateTest> tests(Fields here) {
        var tests = new ArrayList<DateTest>();
        for (String operator : OPERATORS) {
            here.optional(operator).flatMap(place -> test(place, operator)).ifPresent(tests::add);
        }
        return tests;
    }

    private static Optional<DateTest> test(Place place, String operator) {
        return switch (operator) {
            case "on-day" -> operand(place).map(DateTest.On::new);
            case "before" -> operand(place).map(DateTest.Before::new);
            case "after" -> operand(place).map(DateTest.After::new);
            case "within-next" -> TimeReader.span(place).map(DateTest.WithinNext::new);
            case "within-last" -> TimeReader.span(place).map(DateTest.WithinLast::new);
            case "longer-ago" -> TimeReader.span(place).map(DateTest.LongerAgo::new);
            case "anniversary" ->
                place.value().equals(Value.of("today"))
                        ? Optional.of(new DateTest.Anniversary(0))
                        : place.problem(
                                "\"anniversary\" is today; for a later day write \"anniversary-in: 7d\".", "today");
            default -> daysAhead(place);
        };
    }

    private static Optional<DateTest> daysAhead(Place place) {
        Optional<Span> span = TimeReader.span(place);
        if (span.isEmpty()) {
            return Optional.empty();
        }
        boolean whole = span.get().isWholeDays() && span.get().days() <= FARTHEST;
        return whole
                ? Optional.of(new DateTest.Anniversary(span.get().days()))
                : place.problem("\"anniversary-in\" is a number of days up to " + FARTHEST + "d.");
    }

    private static Optional<DateOperand> operand(Place place) {
        if (place.value() instanceof Value.ObjectOf) {
            return ConditionReader.subjectOf(place).map(DateOperand.Reference::new);
        }
        String text = place.value() instanceof Value.Text(var written) ? written : "";
        if (text.equals("today")) {
            return Optional.of(new DateOperand.Today());
        }
        if (!DATE.matcher(text).matches() && !MOMENT.matcher(text).matches()) {
            return place.problem("A date is written like \"2026-04-01\" or \"2026-04-01T10:00+09:00\", or is today, "
                    + "or is another value such as {attribute: contract_end}.");
        }
        DateValue value = DateValue.of(place.value(), ZoneOffset.UTC);
        return value == null
                ? place.problem("There is no such day: " + text + ".")
                : Optional.of(new DateOperand.Fixed(value));
    }

    /** A day by itself. */
    static Optional<LocalDate> day(Place place) {
        String text = place.value() instanceof Value.Text(var written) ? written : "";
        if (!DATE.matcher(text).matches()) {
            return place.problem("A day is written like \"2026-04-01\".");
        }
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            return place.problem("There is no such day: " + text + ".");
        }
    }
}
