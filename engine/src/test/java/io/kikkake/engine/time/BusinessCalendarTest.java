package io.kikkake.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BusinessCalendarTest {

    @ParameterizedTest(name = "{1} business days after {0} it is {2}: {3}")
    @CsvSource({
        "2026-06-01, 1, 2026-06-02, an ordinary Monday",
        "2026-06-05, 1, 2026-06-08, over a weekend",
        "2026-06-06, 1, 2026-06-08, from a Saturday",
        "2026-06-07, 3, 2026-06-10, from a Sunday",
        "2026-04-28, 1, 2026-04-30, over Showa Day",
        "2026-04-30, 3, 2026-05-08, over Golden Week 2026 with its substitute on 6 May",
        "2026-05-01, 1, 2026-05-07, on the eve of Golden Week 2026",
        "2026-05-03, 1, 2026-05-07, within Golden Week 2026",
        "2027-04-28, 1, 2027-04-30, into Golden Week 2027",
        "2027-04-30, 1, 2027-05-06, over Golden Week 2027 which has no substitute",
        "2027-04-28, 3, 2027-05-07, through all of Golden Week 2027",
        "2026-09-18, 1, 2026-09-24, over silver week with 22 September between two holidays",
        "2026-09-18, 3, 2026-09-28, three days over silver week",
        "2027-03-19, 1, 2027-03-23, over the substitute of the spring equinox",
        "2026-12-28, 1, 2026-12-29, company days are no holidays",
        "2026-12-30, 2, 2027-01-04, over New Year's Day and a weekend",
        "2025-12-31, 1, 2026-01-02, 2 and 3 January are no holidays",
        "2026-12-31, 1, 2027-01-04, the year's end",
        "2028-02-28, 1, 2028-02-29, a leap day is worked",
        "2028-02-28, 2, 2028-03-01, over a leap day",
        "2027-02-26, 1, 2027-03-01, no leap day",
    })
    void countsDaysThatAreWorked(LocalDate from, int days, LocalDate expected, String why) {
        assertThat(BusinessCalendar.JP.after(from, days)).as(why).isEqualTo(expected);
    }
}
