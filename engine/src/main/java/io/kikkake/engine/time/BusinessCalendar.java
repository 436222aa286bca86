package io.kikkake.engine.time;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Which days are worked. */
public enum BusinessCalendar {
    /** Monday to Friday without Japan's public holidays, 振替休日 and 国民の休日 included. */
    JP;

    /** As written in documents: {@code jp}. */
    public String id() {
        return switch (this) {
            case JP -> "jp";
        };
    }

    public static Optional<BusinessCalendar> named(String id) {
        return id.equals(JP.id()) ? Optional.of(JP) : Optional.empty();
    }

    public static List<String> ids() {
        return List.of(JP.id());
    }

    public boolean isBusinessDay(LocalDate date) {
        DayOfWeek day = date.getDayOfWeek();
        return day != DayOfWeek.SATURDAY && day != DayOfWeek.SUNDAY && !isHoliday(date);
    }

    /** The n-th business day after the date; from a day off the next business day is the first. */
    public LocalDate after(LocalDate date, int n) {
        LocalDate day = date;
        for (int left = n; left > 0; ) {
            day = day.plusDays(1);
            if (isBusinessDay(day)) {
                left--;
            }
        }
        return day;
    }

    private boolean isHoliday(LocalDate date) {
        return switch (this) {
            case JP -> JapaneseHolidays.include(date);
        };
    }
}
