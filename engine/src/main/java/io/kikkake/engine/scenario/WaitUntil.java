package io.kikkake.engine.scenario;

import io.kikkake.engine.time.BusinessCalendar;
import io.kikkake.engine.time.LocalMoment;
import io.kikkake.engine.time.Span;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** When a wait is over. */
public sealed interface WaitUntil {

    /**
     * A length of time. With {@code at}, whole days count on the calendar ("3 days later at 10:00", whatever the time now);
     * a span with hours passes first, then the next such time of day is waited for.
     */
    record Lasting(Span span, @Nullable LocalTime at) implements WaitUntil {}

    /** The next time clocks show the time of day; at that very minute, tomorrow's. */
    record TimeOfDay(LocalTime at) implements WaitUntil {}

    /** The n-th business day from now, at the time of day or else at the time it is now. */
    record BusinessDays(int days, @Nullable LocalTime at, BusinessCalendar calendar) implements WaitUntil {

        /** Most days a scenario may name. */
        public static final int MOST = 250;
    }

    /** The next such day of the week, at the time of day. */
    record Weekday(Set<DayOfWeek> days, LocalTime at) implements WaitUntil {
        public Weekday {
            days = Collections.unmodifiableSet(EnumSet.copyOf(days));
        }
    }

    /** The next working day at the time of day; today if that is one and the time is still to come. */
    record NextBusinessDay(LocalTime at, BusinessCalendar calendar) implements WaitUntil {}

    /** The moment the wait is over, always after the moment it started. */
    default Instant from(Instant since, ZoneId zone) {
        return switch (this) {
            case Lasting(var span, var at) when at == null -> span.after(since, zone);
            case Lasting(var span, var at)
            when span.isWholeDays() ->
                LocalMoment.first(
                        LocalDateTime.ofInstant(since, zone)
                                .toLocalDate()
                                .plusDays(span.days())
                                .atTime(at),
                        zone);
            case Lasting(var span, var at) -> LocalMoment.atOrAfter(span.after(since, zone), at, zone);
            case TimeOfDay(var at) -> LocalMoment.atOrAfter(since.plusNanos(1), at, zone);
            case BusinessDays(var days, var at, var calendar) -> {
                LocalDateTime local = LocalDateTime.ofInstant(since, zone);
                yield LocalMoment.first(
                        calendar.after(local.toLocalDate(), days).atTime(at == null ? local.toLocalTime() : at), zone);
            }
            case Weekday(var days, var at) -> next(since, at, zone, date -> days.contains(date.getDayOfWeek()));
            case NextBusinessDay(var at, var calendar) -> next(since, at, zone, calendar::isBusinessDay);
        };
    }

    private static Instant next(Instant since, LocalTime at, ZoneId zone, Predicate<LocalDate> day) {
        LocalDate date = LocalDate.ofInstant(since, zone);
        while (!day.test(date) || !LocalMoment.first(date.atTime(at), zone).isAfter(since)) {
            date = date.plusDays(1);
        }
        return LocalMoment.first(date.atTime(at), zone);
    }
}
