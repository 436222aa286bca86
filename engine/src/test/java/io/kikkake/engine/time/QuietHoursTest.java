package io.kikkake.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {

    private static final QuietHours NIGHT = QuietHours.between(LocalTime.of(22, 0), LocalTime.of(7, 0));

    private static Instant at(String local, String zone) {
        return LocalDateTime.parse(local).atZone(ZoneId.of(zone)).toInstant();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-06-01T12:00, 2026-06-01T12:00",
        "2026-06-01T21:59:59, 2026-06-01T21:59:59",
        "2026-06-01T22:00, 2026-06-02T07:00",
        "2026-06-01T23:59:59, 2026-06-02T07:00",
        "2026-06-02T00:00, 2026-06-02T07:00",
        "2026-06-02T06:59:59, 2026-06-02T07:00",
        "2026-06-02T07:00, 2026-06-02T07:00",
        "2026-12-31T23:00, 2027-01-01T07:00"
    })
    void theNightGoesAcrossMidnight(String asked, String opens) {
        assertThat(NIGHT.opensAt(at(asked, "Asia/Tokyo"), ZoneId.of("Asia/Tokyo")))
                .isEqualTo(at(opens, "Asia/Tokyo"));
    }

    @ParameterizedTest
    @CsvSource({"12:30, 13:00", "13:00, 13:00", "11:59, 11:59", "12:00, 13:00"})
    void aLunchBreakIsAnHour(String asked, String opens) {
        QuietHours lunch = QuietHours.between(LocalTime.of(12, 0), LocalTime.of(13, 0));
        assertThat(lunch.opensAt(at("2026-06-01T" + asked, "Asia/Tokyo"), ZoneId.of("Asia/Tokyo")))
                .isEqualTo(at("2026-06-01T" + opens, "Asia/Tokyo"));
    }

    @ParameterizedTest
    @CsvSource({
        // Spring forward at 02:00 on 8 March, back at 02:00 on 1 November 2026.
        "2026-03-07T23:00:00-05:00, 2026-03-08T07:00:00-04:00",
        "2026-10-31T23:00:00-04:00, 2026-11-01T07:00:00-05:00",
        "2026-11-01T01:30:00-04:00, 2026-11-01T07:00:00-05:00"
    })
    void theNightIsAnHourShorterOrLongerWhenClocksChange(String asked, String opens) {
        assertThat(NIGHT.opensAt(instant(asked), ZoneId.of("America/New_York"))).isEqualTo(instant(opens));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-08T01:00:00-05:00, 2026-03-08T03:30:00-04:00",
        "2026-11-01T00:30:00-04:00, 2026-11-01T01:30:00-04:00",
        "2026-11-01T01:10:00-05:00, 2026-11-01T01:30:00-05:00"
    })
    void anEndThatClocksSkipOrShowTwiceIsStillTheSameNight(String asked, String opens) {
        QuietHours untilHalfPast = QuietHours.between(
                LocalTime.of(22, 0), asked.contains("-03-") ? LocalTime.of(2, 30) : LocalTime.of(1, 30));
        assertThat(untilHalfPast.opensAt(instant(asked), ZoneId.of("America/New_York")))
                .isEqualTo(instant(opens));
    }

    private static Instant instant(String text) {
        return java.time.OffsetDateTime.parse(text).toInstant();
    }

    @ParameterizedTest
    @CsvSource({
        // Friday night, Saturday, Sunday; then Golden Week 2026 (29 April is a Wednesday, 3 to 6 May all off).
        "2026-06-05T22:30, 2026-06-08T07:00",
        "2026-06-07T12:00, 2026-06-08T07:00",
        "2026-04-28T22:00, 2026-04-30T07:00",
        "2026-05-01T23:00, 2026-05-07T07:00",
        "2026-05-06T12:00, 2026-05-07T07:00"
    })
    void weekendsAndHolidaysAreQuietFromMidnightToMidnight(String asked, String opens) {
        var quiet = new QuietHours(
                LocalTime.of(22, 0), LocalTime.of(7, 0), Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), true);
        assertThat(quiet.opensAt(at(asked, "Asia/Tokyo"), ZoneId.of("Asia/Tokyo")))
                .isEqualTo(at(opens, "Asia/Tokyo"));
    }

    @Property
    void whatOpensIsOpenAndNeverEarlierThanAsked(
            @ForAll @LongRange(min = 0, max = 4_000_000_000L) long second,
            @ForAll @IntRange(max = 1439) int from,
            @ForAll @IntRange(min = 1, max = 1439) int length,
            @ForAll boolean holidays,
            @ForAll("zones") String zone) {
        LocalTime start = LocalTime.MIDNIGHT.plusMinutes(from);
        var quiet = new QuietHours(start, start.plusMinutes(length), Set.of(DayOfWeek.SUNDAY), holidays);
        Instant asked = Instant.ofEpochSecond(second);
        Instant opens = quiet.opensAt(asked, ZoneId.of(zone));
        assertThat(opens).isAfterOrEqualTo(asked);
        assertThat(quiet.opensAt(opens, ZoneId.of(zone))).isEqualTo(opens);
    }

    @net.jqwik.api.Provide
    net.jqwik.api.Arbitrary<String> zones() {
        return net.jqwik.api.Arbitraries.of(
                "Asia/Tokyo", "America/New_York", "Pacific/Apia", "Australia/Lord_Howe", "America/Sao_Paulo", "+18:00");
    }
}
