package io.kikkake.engine.time;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Days as programs and people write them: {@code 2026-07-01}, {@code 2026/7/1}, {@code 2026-07-01T09:00},
 * {@code 2026-07-01T00:00:00Z}. Only from 1900 to 2200: what lies beyond is a mistake.
 */
public final class DateText {

    private static final int LONGEST = 40;
    private static final int EARLIEST = 1900;
    private static final int LATEST = 2200;
    private static final DateTimeFormatter SLASHES = DateTimeFormatter.ofPattern("uuuu/M/d");

    private DateText() {}

    /** The day in the zone; nothing for what is no date. */
    public static Optional<LocalDate> day(String text, ZoneId zone) {
        String trimmed = text.strip();
        if (trimmed.length() < 8 || trimmed.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            LocalDate day = parse(trimmed, zone);
            return day.getYear() < EARLIEST || day.getYear() > LATEST ? Optional.empty() : Optional.of(day);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static LocalDate parse(String text, ZoneId zone) {
        if (text.indexOf('/') > 0) {
            return LocalDate.parse(text, SLASHES);
        }
        int time = text.indexOf('T');
        if (time < 0) {
            return LocalDate.parse(text);
        }
        boolean offset = text.endsWith("Z") || text.indexOf('+', time) > 0 || text.indexOf('-', time) > 0;
        return offset
                ? LocalDate.ofInstant(OffsetDateTime.parse(text).toInstant(), zone)
                : LocalDateTime.parse(text).toLocalDate();
    }
}
