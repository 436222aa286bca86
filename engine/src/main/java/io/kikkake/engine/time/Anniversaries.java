package io.kikkake.engine.time;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;

/**
 * When a day that is known of somebody comes round on the clocks of a zone: once, or each year from the one after it. Of 29
 * February the anniversary is 28 February in common years.
 *
 * @param offset days after the day (negative: before it) at which it counts
 */
public record Anniversaries(LocalDate day, boolean yearly, int offset, LocalTime at, ZoneId zone) {

    /** Days further from our time than this are typing errors, and calendars give out. */
    private static final int EARLIEST_YEAR = 1800;

    private static final int LATEST_YEAR = 2999;

    /**
     * One time at which it comes round.
     *
     * @param day the day itself or its anniversary, without the offset
     * @param years since the day
     */
    public record Occurrence(LocalDate day, int years, Instant moment) {}

    /** Nothing where the day is so far from our time that it cannot be meant. */
    public static Optional<Anniversaries> of(LocalDate day, boolean yearly, int offset, LocalTime at, ZoneId zone) {
        boolean meant = day.getYear() >= EARLIEST_YEAR && day.getYear() <= LATEST_YEAR;
        return meant ? Optional.of(new Anniversaries(day, yearly, offset, at, zone)) : Optional.empty();
    }

    /** The first after the moment. */
    public Optional<Occurrence> after(Instant moment) {
        return yearly
                ? firstAfter(moment, yearsAt(moment))
                : Optional.of(in(0)).filter(only -> only.moment().isAfter(moment));
    }

    private Optional<Occurrence> firstAfter(Instant moment, int near) {
        // An offset moves it by up to some years from the calendar's.
        for (int years = Math.max(1, near - reach()); years <= Math.max(1, near) + reach(); years++) {
            Occurrence occurrence = in(years);
            if (occurrence.moment().isAfter(moment)) {
                return Optional.of(occurrence);
            }
        }
        return Optional.empty();
    }

    /** The last at or before the moment. */
    public Optional<Occurrence> upTo(Instant moment) {
        if (!yearly) {
            return Optional.of(in(0)).filter(only -> !only.moment().isAfter(moment));
        }
        for (int years = yearsAt(moment) + reach(); years >= Math.max(1, yearsAt(moment) - reach()); years--) {
            Occurrence occurrence = in(years);
            if (!occurrence.moment().isAfter(moment)) {
                return Optional.of(occurrence);
            }
        }
        return Optional.empty();
    }

    private int yearsAt(Instant moment) {
        return LocalDate.ofInstant(moment, zone).getYear() - day.getYear();
    }

    private int reach() {
        return Math.abs(offset) / 365 + 2;
    }

    /** {@link LocalDate#plusYears} takes 29 February to the 28th in common years. */
    private Occurrence in(int years) {
        LocalDate anniversary = day.plusYears(years);
        return new Occurrence(
                anniversary,
                years,
                LocalMoment.first(anniversary.plusDays(offset).atTime(at), zone));
    }
}
