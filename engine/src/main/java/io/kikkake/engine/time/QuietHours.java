package io.kikkake.engine.time;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When nobody is to be disturbed, on the customer's own clocks.
 *
 * @param from first quiet time of day; null where no hours are quiet
 * @param to first time of day that is not; earlier than {@code from} where the night lies between, never the same
 * @param days quiet from midnight to midnight
 * @param holidays whether Japan's public holidays are, too
 */
public record QuietHours(@Nullable LocalTime from, @Nullable LocalTime to, Set<DayOfWeek> days, boolean holidays) {

    /** Days and nights looked at: more in a row are quiet in no year. */
    private static final int MOST_MOVES = 400;

    public QuietHours {
        days = Set.copyOf(days);
    }

    public static QuietHours between(LocalTime from, LocalTime to) {
        return new QuietHours(from, to, Set.of(), false);
    }

    /** The first moment that is not quiet: the given one if it is not. */
    public Instant opensAt(Instant at, ZoneId zone) {
        Instant moment = at;
        for (int i = 0; i < MOST_MOVES; i++) {
            LocalDateTime local = LocalDateTime.ofInstant(moment, zone);
            if (isQuiet(local.toLocalDate())) {
                moment = local.toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
            } else if (to != null && isQuiet(local.toLocalTime())) {
                moment = next(moment, to, zone);
            } else {
                return moment;
            }
        }
        return moment;
    }

    private boolean isQuiet(LocalDate date) {
        return days.contains(date.getDayOfWeek()) || (holidays && JapaneseHolidays.include(date));
    }

    private boolean isQuiet(LocalTime time) {
        if (from == null || to == null) {
            return false;
        }
        // 22:00 to 07:00 is the night, not the day between them.
        return from.isBefore(to)
                ? !time.isBefore(from) && time.isBefore(to)
                : !time.isBefore(from) || time.isBefore(to);
    }

    /** Later than the given moment, also while clocks show the same hour a second time. */
    private static Instant next(Instant after, LocalTime time, ZoneId zone) {
        LocalDate today = LocalDate.ofInstant(after, zone);
        ZonedDateTime once = ZonedDateTime.ofLocal(today.atTime(time), zone, null);
        if (once.toInstant().isAfter(after)) {
            return once.toInstant();
        }
        Instant again = once.withLaterOffsetAtOverlap().toInstant();
        return again.isAfter(after)
                ? again
                : LocalMoment.first(today.plusDays(1).atTime(time), zone);
    }
}
