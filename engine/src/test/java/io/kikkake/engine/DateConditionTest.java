package io.kikkake.engine;

import static io.kikkake.engine.Customer.tokyo;
import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.condition.DateValue;
import io.kikkake.engine.condition.Truth;
import io.kikkake.engine.time.LeapDay;
import io.kikkake.engine.value.Value;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions about dates, on Tokyo's calendar unless the customer lives elsewhere. */
class DateConditionTest {

    @ParameterizedTest(name = "{0} with {1} at {2}: {3}, next change {4}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            on-day: today                         | 2026-06-01                | 2026-06-01T00:00 | TRUE    | 2026-06-02T00:00
            on-day: today                         | 2026-06-01                | 2026-05-31T23:59 | FALSE   | 2026-06-01T00:00
            on-day: "2026-06-01"                  | 2026-05-31T15:30:00Z      | 2026-01-01T00:00 | TRUE    | -
            before: today                     | 2026-06-01                | 2026-06-02T00:00 | TRUE    | -
            after: today                      | 2026-06-01                | 2026-05-31T23:59 | TRUE    | 2026-06-01T00:00
            before: "2026-04-01"              | 2026-03-31T14:59:59Z      | 2026-01-01T00:00 | TRUE    | -
            before: "2026-04-01"              | 2026-03-31T15:00:00Z      | 2026-01-01T00:00 | FALSE   | -
            after: "2026-04-01T10:00+09:00"   | 2026-04-01T01:00:01Z      | 2026-01-01T00:00 | TRUE    | -
            within-next: 30d                  | 2026-07-01                | 2026-06-01T00:00 | TRUE    | 2026-07-02T00:00
            within-next: 30d                  | 2026-07-01                | 2026-05-31T23:59 | FALSE   | 2026-06-01T00:00
            within-next: 30d                  | 2026/07/01                | 2026-07-02T00:00 | FALSE   | -
            within-next: 2h                   | 2026-06-01T12:00:00+09:00 | 2026-06-01T10:00 | TRUE    | 2026-06-01T12:00
            within-last: 1d                   | 2026-06-01                | 2026-06-02T23:59 | TRUE    | 2026-06-03T00:00
            within-last: 1d                   | 2026-06-01                | 2026-06-03T00:00 | FALSE   | -
            longer-ago: 1d                    | 2026-06-01                | 2026-06-02T23:59 | FALSE   | 2026-06-03T00:00
            longer-ago: 1d                    | 2026-06-01T23:00:00+09:00 | 2026-06-03T00:00 | TRUE    | -
            anniversary: today                | 1990-06-01                | 2026-06-01T12:00 | TRUE    | 2026-06-02T00:00
            anniversary: today                | 1990-06-01                | 2026-06-02T00:00 | FALSE   | 2027-06-01T00:00
            anniversary: today                | --06-01                   | 2026-06-01T12:00 | TRUE    | 2026-06-02T00:00
            anniversary: today                | 06-01                     | 2026-05-01T12:00 | FALSE   | 2026-06-01T00:00
            anniversary: today                | 2026-06-01                | 2026-06-01T12:00 | FALSE   | 2027-06-01T00:00
            anniversary-in: 7d                | 1990-01-03                | 2026-12-27T12:00 | TRUE    | 2026-12-28T00:00
            anniversary: today                | 1992-02-29                | 2026-02-28T12:00 | TRUE    | 2026-03-01T00:00
            anniversary: today                | 1992-02-29                | 2028-02-28T12:00 | FALSE   | 2028-02-29T00:00
            anniversary: today                | 2025-06-01 10:00          | 2026-06-01T12:00 | TRUE    | 2026-06-02T00:00
            on-day: "2026-06-01"                  | 2026-06-01 23:30          | 2026-01-01T00:00 | TRUE    | -
            on-day: "2026-06-01"                  | 2026/06/01T23:30          | 2026-01-01T00:00 | TRUE    | -
            on-day: "2026-06-01"                  | 2026-06-01_23:30          | 2026-01-01T00:00 | UNKNOWN | -
            on-day: "2026-06-01"                  | 2026-06-01T00:00:00.000000000+09:00     | 2026-01-01T00:00 | TRUE    | -
            on-day: "2026-06-01"                  | 2026-06-01T00:00:00.000000+09:00[Asia/Tokyo] | 2026-01-01T00:00 | UNKNOWN | -
            on-day: "2026-06-01"                  | on 2026-06-01             | 2026-01-01T00:00 | UNKNOWN | -
            on-day: today                         | --06-01                   | 2026-06-01T12:00 | UNKNOWN | -
            on-day: today                         | 2026-02-30                | 2026-06-01T12:00 | UNKNOWN | -
            on-day: today                         | soon                      | 2026-06-01T12:00 | UNKNOWN | -
            """)
    void holds(String test, String date, String now, Truth truth, @Nullable String next) {
        Asking asking = Asking.of("{attribute: date, " + test + "}");
        asking.customer().is("date", date).at(now);
        assertThat(asking.truth()).isEqualTo(truth);
        assertThat(asking.nextChange()).isEqualTo(next == null ? null : tokyo(next));
    }

    @Test
    void secondsAndMillisecondsSince1970AreDates() {
        Asking asking = Asking.of("{attribute: date, on-day: \"2026-06-01\"}");
        long seconds = tokyo("2026-06-01T12:00").getEpochSecond();
        asking.customer().is("date", seconds);
        assertThat(asking.truth()).isEqualTo(Truth.TRUE);
        asking.customer().is("date", seconds * 1000);
        assertThat(asking.truth()).isEqualTo(Truth.TRUE);
        asking.customer().is("date", new BigDecimal("1E+2000000000"));
        assertThat(asking.truth()).isEqualTo(Truth.UNKNOWN);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(nullValues = "-", textBlock = """
            0,                     1970-01-01T00:00:00Z
            -86400,                1969-12-31T00:00:00Z
            1780282800.9,          2026-06-01T03:00:00Z
            99999999999,           5138-11-16T09:46:39Z
            100000000000,          1973-03-03T09:46:40Z
            -100000000000,         1966-10-31T14:13:20Z
            253402300799999,       9999-12-31T23:59:59.999Z
            253402300800000,       -
            1E+15,                 -
            1E-40,                 1970-01-01T00:00:00Z
            1E-41,                 -
            """)
    void aNumberIsSecondsUntilItCouldOnlyBeMilliseconds(BigDecimal number, @Nullable Instant moment) {
        assertThat(DateValue.of(new Value.Number(number), Customer.TOKYO))
                .isEqualTo(moment == null ? null : new DateValue.Moment(moment));
    }

    @Test
    void aDateIsComparedWithAnother() {
        Asking asking = Asking.of("{attribute: end, after: {attribute: start}}");
        assertThat(asking.truth()).isEqualTo(Truth.UNKNOWN);
        asking.customer().is("start", "2026-01-01", "end", "2026-01-02T00:00:00Z");
        assertThat(asking.truth()).isEqualTo(Truth.TRUE);
    }

    @Test
    void todayIsTheCustomersOwnDay() {
        Asking asking = Asking.of("{attribute: date, on-day: today}");
        asking.customer().at("2026-06-01T08:00").is("date", "2026-05-31");
        assertThat(asking.truth()).isEqualTo(Truth.FALSE);
        asking.customer().is("timezone", "America/New_York");
        assertThat(asking.truth()).isEqualTo(Truth.TRUE);
        assertThat(asking.nextChange()).isEqualTo(Instant.parse("2026-06-01T04:00:00Z"));
    }

    @Test
    void aProjectMayKeepLeapBirthdaysOnTheFirstOfMarch() {
        Asking asking =
                Asking.of("{attribute: birthday, anniversary: today}", project -> project.withLeapDay(LeapDay.MARCH_1));
        asking.customer().is("birthday", "1992-02-29").at("2026-02-28T12:00");
        assertThat(asking.truth()).isEqualTo(Truth.FALSE);
        asking.customer().at("2026-03-01T12:00");
        assertThat(asking.truth()).isEqualTo(Truth.TRUE);
    }
}
