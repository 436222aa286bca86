package io.kikkake.engine.time;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/**
 * Public holidays of Japan by law: 国民の祝日に関する法律 (1948, law 178) with its amendments and the single-year laws on the
 * Imperial house and the Olympic Games. Exact for 1980 to now; the equinoxes of coming years are astronomical forecasts
 * until the Cabinet Office gazettes them each February, and have never differed from the formula used here. Earlier years
 * back to 1970 follow the law of their time.
 *
 * <p>Written out because Jollyday 2.3.0, otherwise our source of holidays, has no equinoxes, no 振替休日 and no 国民の休日 for
 * Japan, and the Emperor's birthday still in December.
 */
final class JapaneseHolidays {

    private JapaneseHolidays() {}

    static boolean include(LocalDate date) {
        return isNamed(date) || isSubstitute(date) || isBetweenHolidays(date);
    }

    /** 振替休日: the next day that is no holiday itself after one that fell on a Sunday; until 2006 the Monday or nothing. */
    private static boolean isSubstitute(LocalDate date) {
        if (date.getYear() < 1973 || (date.getYear() < 2007 && date.getDayOfWeek() != DayOfWeek.MONDAY)) {
            return false;
        }
        LocalDate before = date.minusDays(1);
        while (isNamed(before)) {
            if (before.getDayOfWeek() == DayOfWeek.SUNDAY) {
                return before.isAfter(LocalDate.of(1973, 4, 11));
            }
            before = before.minusDays(1);
        }
        return false;
    }

    /** 国民の休日: a single day between two holidays; until 2006 not a Sunday. */
    private static boolean isBetweenHolidays(LocalDate date) {
        if (date.getYear() < 1986 || (date.getYear() < 2007 && date.getDayOfWeek() == DayOfWeek.SUNDAY)) {
            return false;
        }
        return isNamed(date.minusDays(1)) && isNamed(date.plusDays(1));
    }

    private static boolean isNamed(LocalDate date) {
        int year = date.getYear();
        int day = date.getDayOfMonth();
        return switch (date.getMonth()) {
            case JANUARY -> day == 1 || (year < 2000 ? day == 15 : isMonday(date, 2));
            case FEBRUARY -> day == 11 || (year >= 2020 && day == 23) || (year == 1989 && day == 24);
            case MARCH -> day == springEquinox(year);
            case APRIL -> day == 29;
            case MAY -> day == 3 || day == 5 || (year >= 2007 && day == 4) || (year == 2019 && day == 1);
            case JUNE -> year == 1993 && day == 9;
            case JULY -> isInJuly(date);
            case AUGUST -> isMountainDay(year, day);
            case SEPTEMBER -> day == autumnEquinox(year) || (year < 2003 ? day == 15 : isMonday(date, 3));
            case OCTOBER -> isInOctober(date);
            case NOVEMBER -> day == 3 || day == 23 || (year == 1990 && day == 12);
            case DECEMBER -> year >= 1989 && year <= 2018 && day == 23;
        };
    }

    /** 海の日, and スポーツの日 in the years of the Tokyo games. */
    private static boolean isInJuly(LocalDate date) {
        int day = date.getDayOfMonth();
        return switch (date.getYear()) {
            case 2020 -> day == 23 || day == 24;
            case 2021 -> day == 22 || day == 23;
            default -> date.getYear() < 2003 ? date.getYear() >= 1996 && day == 20 : isMonday(date, 3);
        };
    }

    private static boolean isMountainDay(int year, int day) {
        return switch (year) {
            case 2020 -> day == 10;
            case 2021 -> day == 8;
            default -> year >= 2016 && day == 11;
        };
    }

    /** 体育の日, スポーツの日 since 2020; and the enthronement of 2019. */
    private static boolean isInOctober(LocalDate date) {
        return switch (date.getYear()) {
            case 2019 -> date.getDayOfMonth() == 22 || isMonday(date, 2);
            case 2020, 2021 -> false;
            default -> date.getYear() < 2000 ? date.getDayOfMonth() == 10 : isMonday(date, 2);
        };
    }

    private static boolean isMonday(LocalDate date, int which) {
        return date.equals(date.with(TemporalAdjusters.dayOfWeekInMonth(which, DayOfWeek.MONDAY)));
    }

    /** Formula of the Hydrographic Department, good until 2150; the constant changes in 2100. */
    private static int springEquinox(int year) {
        return equinox(year, year < 1980 ? 20.8357 : year < 2100 ? 20.8431 : 21.8510);
    }

    private static int autumnEquinox(int year) {
        return equinox(year, year < 1980 ? 23.2588 : year < 2100 ? 23.2488 : 24.2488);
    }

    private static int equinox(int year, double in1980) {
        int leapDays = (year < 1980 ? year - 1983 : year - 1980) / 4;
        return (int) Math.floor(in1980 + 0.242194 * (year - 1980) - leapDays);
    }
}
