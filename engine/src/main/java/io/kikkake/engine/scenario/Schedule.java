package io.kikkake.engine.scenario;

import io.kikkake.engine.time.LocalMoment;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;

/** Moments on the project's clocks. A month without the day has it on its last. */
public sealed interface Schedule {

    record Once(LocalDateTime at) implements Schedule {}

    record Daily(LocalTime at) implements Schedule {}

    record Weekly(DayOfWeek day, LocalTime at) implements Schedule {}

    /** @param day 1 to 31 */
    record Monthly(int day, LocalTime at) implements Schedule {}

    /** The first moment after the given one; nothing once all are over. */
    default Optional<Instant> next(Instant after, ZoneId zone) {
        LocalDate today = LocalDate.ofInstant(after, zone);
        return switch (this) {
            case Once(var at) -> later(at.toLocalDate(), at.toLocalTime(), zone, after);
            case Daily(var at) -> later(today, at, zone, after).or(() -> later(today.plusDays(1), at, zone, after));
            case Weekly(var day, var at) -> {
                LocalDate first = today.with(TemporalAdjusters.nextOrSame(day));
                yield later(first, at, zone, after).or(() -> later(first.plusWeeks(1), at, zone, after));
            }
            case Monthly(var day, var at) -> {
                YearMonth month = YearMonth.from(today);
                yield later(in(month, day), at, zone, after)
                        .or(() -> later(in(month.plusMonths(1), day), at, zone, after));
            }
        };
    }

    private static LocalDate in(YearMonth month, int day) {
        return month.atDay(Math.min(day, month.lengthOfMonth()));
    }

    private static Optional<Instant> later(LocalDate date, LocalTime time, ZoneId zone, Instant after) {
        return Optional.of(LocalMoment.first(date.atTime(time), zone)).filter(moment -> moment.isAfter(after));
    }
}
