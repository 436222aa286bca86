package io.kikkake.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.Documents;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class JapaneseHolidaysTest {

    private static final Set<LocalDate> KNOWN = Documents.resource("/io/kikkake/engine/time/holidays-jp.txt")
            .lines()
            .filter(line -> !line.startsWith("#"))
            .map(LocalDate::parse)
            .collect(Collectors.toUnmodifiableSet());

    @Test
    void theLawGivesTheHolidaysOthersHaveListedFrom1970To2050() {
        List<LocalDate> differing = LocalDate.of(1970, 1, 1)
                .datesUntil(LocalDate.of(2051, 1, 1))
                .filter(date -> JapaneseHolidays.include(date) != KNOWN.contains(date))
                .toList();
        assertThat(differing).isEmpty();
    }

    @Test
    void aHolidayOnASundayGivesTheNextDayThatIsNoHoliday() {
        // 3 May 2026 is a Sunday; the 4th and 5th are holidays themselves.
        assertThat(JapaneseHolidays.include(LocalDate.of(2026, 5, 6))).isTrue();
        assertThat(JapaneseHolidays.include(LocalDate.of(2026, 5, 7))).isFalse();
        assertThat(JapaneseHolidays.include(LocalDate.of(2027, 3, 22))).isTrue();
    }

    @Test
    void aDayBetweenTwoHolidaysIsOneToo() {
        assertThat(JapaneseHolidays.include(LocalDate.of(2026, 9, 21))).isTrue();
        assertThat(JapaneseHolidays.include(LocalDate.of(2026, 9, 22))).isTrue();
        assertThat(JapaneseHolidays.include(LocalDate.of(2026, 9, 23))).isTrue();
        assertThat(JapaneseHolidays.include(LocalDate.of(2027, 9, 21))).isFalse();
    }

    @Test
    void theEmperorsBirthdayMovedToFebruary() {
        assertThat(JapaneseHolidays.include(LocalDate.of(2026, 2, 23))).isTrue();
        assertThat(JapaneseHolidays.include(LocalDate.of(2026, 12, 23))).isFalse();
    }
}
