package io.kikkake.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpanTest {

    @ParameterizedTest
    @CsvSource({
        "90s, 0, PT1M30S",
        "30m, 0, PT30M",
        "1h30m, 0, PT1H30M",
        "7d, 7, PT0S",
        "2w, 14, PT0S",
        "1w2d3h4m5s, 9, PT3H4M5S",
        "48h, 0, PT48H"
    })
    void isReadAsPeopleWriteIt(String text, int days, Duration time) {
        assertThat(Span.parse(text)).contains(new Span(days, time));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0d", "h", "1", "1x", "1 h", "-1h", "1.5h", "30m1h", "1H", "1830d", "99999d", "999999h", "１h"
            })
    void isNothingElse(String text) {
        assertThat(Span.parse(text)).isEmpty();
    }

    @Test
    void aDayLaterIsTheSameTimeOfDayWhenTheClocksChangeAnd24HoursAreNot() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Instant evening = Instant.parse("2026-10-24T18:00:00Z");
        assertThat(Span.parse("1d").orElseThrow().after(evening, berlin)).isEqualTo("2026-10-25T19:00:00Z");
        assertThat(Span.parse("24h").orElseThrow().after(evening, berlin)).isEqualTo("2026-10-25T18:00:00Z");
    }
}
