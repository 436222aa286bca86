package io.kikkake.engine.condition;

import io.kikkake.engine.condition.DateTest.DateOperand;
import io.kikkake.engine.time.LocalMoment;
import io.kikkake.engine.time.Span;
import io.kikkake.engine.value.Value;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Answers tests of dates. What changes as time passes is a period in which the test holds, so that its end is known too. */
final class Dates {

    /** Holds from its beginning until, not at, its end. */
    private record Period(Instant from, Instant until) {
        boolean has(Instant now) {
            return !now.isBefore(from) && now.isBefore(until);
        }
    }

    private Dates() {}

    static Truth truth(Condition.Date test, Facts facts) {
        DateValue value = find(test.subject(), facts);
        return value == null ? Truth.UNKNOWN : truth(test.test(), value, facts, false);
    }

    static @Nullable Instant nextChange(Condition.Date test, Facts facts) {
        DateValue value = find(test.subject(), facts);
        return value == null ? null : nextChange(test.test(), value, facts, false);
    }

    private static @Nullable DateValue find(Subject subject, Facts facts) {
        Value value = facts.find(subject);
        return value == null ? null : DateValue.of(value, facts.zone());
    }

    /** @param event the date is when an event happened: a day ago is 24 hours ago, not yesterday */
    static Truth truth(DateTest test, DateValue value, Facts facts, boolean event) {
        DateOperand operand = switch (test) {
            case DateTest.On(var date) -> date;
            case DateTest.Before(var date) -> date;
            case DateTest.After(var date) -> date;
            default -> null;
        };
        if (operand instanceof DateOperand.Fixed(var other)) {
            return compare(test, value, other, facts.zone());
        }
        if (operand instanceof DateOperand.Reference(var subject)) {
            DateValue other = find(subject, facts);
            return other == null ? Truth.UNKNOWN : compare(test, value, other, facts.zone());
        }
        Period period = period(test, value, facts, event);
        return period == null ? Truth.UNKNOWN : Truth.of(period.has(facts.now()));
    }

    static @Nullable Instant nextChange(DateTest test, DateValue value, Facts facts, boolean event) {
        Period period = period(test, value, facts, event);
        if (period == null || !facts.now().isBefore(period.until())) {
            return null;
        }
        Instant next = facts.now().isBefore(period.from()) ? period.from() : period.until();
        return next.equals(Instant.MAX) ? null : next;
    }

    private static Truth compare(DateTest test, DateValue value, DateValue other, ZoneId zone) {
        LocalDate day = value.day(zone);
        LocalDate against = other.day(zone);
        if (day == null || against == null) {
            return Truth.UNKNOWN;
        }
        boolean moments = value instanceof DateValue.Moment && other instanceof DateValue.Moment;
        int order = moments && !(test instanceof DateTest.On)
                ? ((DateValue.Moment) value).at().compareTo(((DateValue.Moment) other).at())
                : day.compareTo(against);
        return Truth.of(
                switch (test) {
                    case DateTest.Before before -> order < 0;
                    case DateTest.After after -> order > 0;
                    default -> order == 0;
                });
    }

    /** Null where time does not matter, or the value is no whole date. */
    private static @Nullable Period period(DateTest test, DateValue value, Facts facts, boolean event) {
        if (test instanceof DateTest.Anniversary(var days)) {
            return anniversary(value, days, facts);
        }
        ZoneId zone = facts.zone();
        LocalDate day = value.day(zone);
        if (day == null) {
            return null;
        }
        Instant at = value instanceof DateValue.Moment(var moment) ? moment : start(day, zone);
        Instant gone = value instanceof DateValue.Moment ? at : start(day.plusDays(1), zone);
        return switch (test) {
            case DateTest.On(DateOperand.Today()) -> new Period(start(day, zone), start(day.plusDays(1), zone));
            case DateTest.Before(DateOperand.Today()) -> new Period(start(day.plusDays(1), zone), Instant.MAX);
            case DateTest.After(DateOperand.Today()) -> new Period(Instant.MIN, start(day, zone));
            case DateTest.WithinNext(var span) ->
                span.isWholeDays() && !event
                        ? new Period(start(day.minusDays(span.days()), zone), gone)
                        : new Period(span.before(at, zone), at);
            case DateTest.WithinLast(var span) -> new Period(at, over(span, at, day, zone, event));
            case DateTest.LongerAgo(var span) -> new Period(over(span, at, day, zone, event), Instant.MAX);
            default -> null;
        };
    }

    /** When so long has passed since the date that it is not within the span any more. */
    private static Instant over(Span span, Instant at, LocalDate day, ZoneId zone, boolean event) {
        return span.isWholeDays() && !event ? start(day.plusDays(span.days() + 1L), zone) : span.after(at, zone);
    }

    private static @Nullable Period anniversary(DateValue value, int days, Facts facts) {
        ZoneId zone = facts.zone();
        LocalDate born = value.day(zone);
        MonthDay day = value instanceof DateValue.Birthday(var monthDay)
                ? monthDay
                : born == null ? null : MonthDay.from(born);
        if (day == null) {
            return null;
        }
        int year = LocalDate.ofInstant(facts.now(), zone).getYear() - 1;
        if (born != null && born.getYear() >= year) {
            year = born.getYear() + 1;
        }
        while (true) {
            LocalDate told = facts.around().leapDay().in(day, year++).minusDays(days);
            var period = new Period(start(told, zone), start(told.plusDays(1), zone));
            if (facts.now().isBefore(period.until())) {
                return period;
            }
        }
    }

    private static Instant start(LocalDate day, ZoneId zone) {
        return LocalMoment.first(day.atStartOfDay(), zone);
    }
}
