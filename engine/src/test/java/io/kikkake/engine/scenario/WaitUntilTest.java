package io.kikkake.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.time.BusinessCalendar;
import io.kikkake.engine.time.Span;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitUntilTest {

    @ParameterizedTest(name = "for {0} at {1}, from {3} in {2} until {4}")
    @CsvSource({
        "1h,, Asia/Tokyo, 2026-06-01T15:00+09:00, 2026-06-01T16:00+09:00",
        "23h, 10:00, Asia/Tokyo, 2026-06-01T16:00+09:00, 2026-06-03T10:00+09:00",
        "23h, 10:00, Asia/Tokyo, 2026-06-01T09:00+09:00, 2026-06-02T10:00+09:00",
        "1h, 10:00, Asia/Tokyo, 2026-06-01T09:00+09:00, 2026-06-01T10:00+09:00",
        "1d, 10:00, Asia/Tokyo, 2026-06-01T23:59+09:00, 2026-06-02T10:00+09:00",
        "3d, 10:00, Asia/Tokyo, 2026-06-01T08:00+09:00, 2026-06-04T10:00+09:00",
        "1d,, Asia/Tokyo, 2028-02-28T12:00+09:00, 2028-02-29T12:00+09:00",
        "366d,, Asia/Tokyo, 2028-02-29T12:00+09:00, 2029-03-01T12:00+09:00",
        // Clocks in Berlin skip 02:00 to 03:00 on 29 March and show 02:00 to 03:00 twice on 25 October 2026.
        "1d, 02:30, Europe/Berlin, 2026-03-28T12:00+01:00, 2026-03-29T03:30+02:00",
        "1d,, Europe/Berlin, 2026-03-28T02:30+01:00, 2026-03-29T03:30+02:00",
        "1d, 02:30, Europe/Berlin, 2026-10-24T12:00+02:00, 2026-10-25T02:30+02:00",
        "1h, 02:30, Europe/Berlin, 2026-10-25T01:45+02:00, 2026-10-26T02:30+01:00",
        "2h,, Europe/Berlin, 2026-10-25T01:30+02:00, 2026-10-25T02:30+01:00",
        // In New York on 8 March and 1 November 2026.
        "1d, 02:30, America/New_York, 2026-03-07T12:00-05:00, 2026-03-08T03:30-04:00",
        "1d, 01:30, America/New_York, 2026-10-31T12:00-04:00, 2026-11-01T01:30-04:00",
        "1d,, America/New_York, 2026-10-31T01:30-04:00, 2026-11-01T01:30-04:00",
    })
    void lasting(String span, @Nullable LocalTime at, String zone, OffsetDateTime since, OffsetDateTime until) {
        var wait = new WaitUntil.Lasting(Span.parse(span).orElseThrow(), at);
        assertThat(wait.from(since.toInstant(), ZoneId.of(zone))).isEqualTo(until.toInstant());
    }

    @ParameterizedTest(name = "until {0}, from {2} in {1} until {3}")
    @CsvSource({
        "10:00, Asia/Tokyo, 2026-06-01T09:59+09:00, 2026-06-01T10:00+09:00",
        "10:00, Asia/Tokyo, 2026-06-01T10:00+09:00, 2026-06-02T10:00+09:00",
        "00:00, Asia/Tokyo, 2026-06-01T10:00+09:00, 2026-06-02T00:00+09:00",
        "08:00, Asia/Tokyo, 2026-05-31T23:30Z, 2026-06-01T23:00Z",
        "02:30, Europe/Berlin, 2026-03-29T00:30+01:00, 2026-03-29T03:30+02:00",
        "02:30, Europe/Berlin, 2026-10-25T02:10+01:00, 2026-10-26T02:30+01:00",
        "02:30, America/New_York, 2026-03-08T01:00-05:00, 2026-03-08T03:30-04:00",
    })
    void timeOfDay(LocalTime at, String zone, OffsetDateTime since, OffsetDateTime until) {
        assertThat(new WaitUntil.TimeOfDay(at).from(since.toInstant(), ZoneId.of(zone)))
                .isEqualTo(until.toInstant());
    }

    @ParameterizedTest(name = "{0} business days at {1}, from {3} in {2} until {4}")
    @CsvSource({
        "3, 10:00, Asia/Tokyo, 2026-04-28T16:00+09:00, 2026-05-07T10:00+09:00",
        "1, 10:00, Asia/Tokyo, 2026-06-05T16:00+09:00, 2026-06-08T10:00+09:00",
        "1,, Asia/Tokyo, 2026-06-05T16:20+09:00, 2026-06-08T16:20+09:00",
        // It is Friday still in New York when Saturday has begun in Tokyo.
        "1, 10:00, America/New_York, 2026-06-06T08:00+09:00, 2026-06-08T10:00-04:00",
        "1, 10:00, Asia/Tokyo, 2026-06-05T23:30Z, 2026-06-08T10:00+09:00",
        "1, 02:30, Europe/Berlin, 2026-10-23T12:00+02:00, 2026-10-26T02:30+01:00",
    })
    void businessDays(int days, @Nullable LocalTime at, String zone, OffsetDateTime since, OffsetDateTime until) {
        var wait = new WaitUntil.BusinessDays(days, at, BusinessCalendar.JP);
        assertThat(wait.from(since.toInstant(), ZoneId.of(zone))).isEqualTo(until.toInstant());
    }

    @ParameterizedTest(name = "Monday or Thursday at {0}, from {2} in {1} until {3}")
    @CsvSource({
        "10:00, Asia/Tokyo, 2026-06-01T09:59+09:00, 2026-06-01T10:00+09:00",
        "10:00, Asia/Tokyo, 2026-06-01T10:00+09:00, 2026-06-04T10:00+09:00",
        // Monday morning in Tokyo is Sunday by UTC.
        "08:00, Asia/Tokyo, 2026-05-31T22:00Z, 2026-05-31T23:00Z",
        "02:30, Europe/Berlin, 2026-03-26T03:00+01:00, 2026-03-30T02:30+02:00",
    })
    void weekday(LocalTime at, String zone, OffsetDateTime since, OffsetDateTime until) {
        var wait = new WaitUntil.Weekday(Set.of(DayOfWeek.MONDAY, DayOfWeek.THURSDAY), at);
        assertThat(wait.from(since.toInstant(), ZoneId.of(zone))).isEqualTo(until.toInstant());
    }

    @ParameterizedTest(name = "next business day at {0}, from {2} in {1} until {3}")
    @CsvSource({
        "10:00, Asia/Tokyo, 2026-06-01T09:00+09:00, 2026-06-01T10:00+09:00",
        "10:00, Asia/Tokyo, 2026-06-05T10:00+09:00, 2026-06-08T10:00+09:00",
        // Golden Week with 振替休日 on 6 May 2026.
        "10:00, Asia/Tokyo, 2026-05-01T12:00+09:00, 2026-05-07T10:00+09:00",
        "10:00, Asia/Tokyo, 2026-12-31T12:00+09:00, 2027-01-04T10:00+09:00",
    })
    void nextBusinessDay(LocalTime at, String zone, OffsetDateTime since, OffsetDateTime until) {
        var wait = new WaitUntil.NextBusinessDay(at, BusinessCalendar.JP);
        assertThat(wait.from(since.toInstant(), ZoneId.of(zone))).isEqualTo(until.toInstant());
    }

    @Test
    void aDayThatAnIslandSkippedMovesToTheNext() {
        // Samoa had no 30 December 2011.
        var wait = new WaitUntil.Lasting(Span.parse("1d").orElseThrow(), LocalTime.of(10, 0));
        assertThat(wait.from(Instant.parse("2011-12-29T20:00:00Z"), ZoneId.of("Pacific/Apia")))
                .isEqualTo("2011-12-30T20:00:00Z");
    }
}
