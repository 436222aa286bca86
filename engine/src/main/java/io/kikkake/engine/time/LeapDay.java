package io.kikkake.engine.time;

import java.time.LocalDate;
import java.time.MonthDay;

/** On which day of common years those born on 29 February have their birthday. */
public enum LeapDay {
    FEBRUARY_28,
    MARCH_1;

    /** @param year from -999999999 to 999999999 */
    public LocalDate in(MonthDay day, int year) {
        boolean missing = !day.isValidYear(year);
        return missing && this == MARCH_1 ? LocalDate.of(year, 3, 1) : day.atYear(year);
    }
}
