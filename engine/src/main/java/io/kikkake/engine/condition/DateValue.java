package io.kikkake.engine.condition;

import io.kikkake.engine.value.Value;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** A date as attributes and events carry it. */
public sealed interface DateValue {

    /** {@code 2026-04-01}, also with strokes as Japanese tables write it. */
    record Day(LocalDate date) implements DateValue {}

    /** {@code 2026-04-01T10:00:00Z}; without an offset in the customer's zone; a number is seconds or milliseconds since 1970. */
    record Moment(Instant at) implements DateValue {}

    /** {@code --04-01} or {@code 04-01}: a birthday without its year. */
    record Birthday(MonthDay day) implements DateValue {}

    /** From here on a number is milliseconds: as seconds it would be the year 5138. */
    BigDecimal MILLISECONDS_FROM = BigDecimal.valueOf(100_000_000_000L);

    /** Beyond it calendars give out: the year 9999 in milliseconds. */
    BigDecimal LATEST = BigDecimal.valueOf(253_402_300_799_999L);

    /** Null for what is no date. */
    static @Nullable DateValue of(Value value, ZoneId zone) {
        try {
            return switch (value) {
                case Value.Text(var text) -> parse(text.strip(), zone);
                case Value.Number(var number) -> sinceEpoch(number);
                default -> null;
            };
        } catch (DateTimeException e) {
            // The 30th of February is no date.
            return null;
        }
    }

    private static @Nullable DateValue parse(String text, ZoneId zone) {
        int length = text.length();
        if (length == 5 || (length == 7 && text.startsWith("--"))) {
            return new Birthday(MonthDay.parse(length == 5 ? "--" + text : text));
        }
        if (length < 10 || length > 40 || !Character.isDigit(text.charAt(0))) {
            return null;
        }
        String date = text.charAt(4) == '/' ? text.substring(0, 10).replace('/', '-') : text.substring(0, 10);
        LocalDate day = LocalDate.parse(date);
        if (length == 10) {
            return new Day(day);
        }
        String iso = date + "T" + text.substring(11);
        if (text.charAt(10) != 'T' && text.charAt(10) != ' ') {
            return null;
        }
        return switch (DateTimeFormatter.ISO_DATE_TIME.parseBest(iso, OffsetDateTime::from, LocalDateTime::from)) {
            case OffsetDateTime moment -> new Moment(moment.toInstant());
            case LocalDateTime local -> new Moment(local.atZone(zone).toInstant());
            default -> null;
        };
    }

    private static @Nullable DateValue sinceEpoch(BigDecimal number) {
        boolean reasonable = number.precision() - (long) number.scale() <= 16 && number.scale() <= 40;
        if (!reasonable || number.abs().compareTo(LATEST) > 0) {
            return null;
        }
        return new Moment(
                number.abs().compareTo(MILLISECONDS_FROM) < 0
                        ? Instant.ofEpochSecond(number.longValue())
                        : Instant.ofEpochMilli(number.longValue()));
    }

    /** The day it is on in the zone; null for a birthday, which is on one each year. */
    default @Nullable LocalDate day(ZoneId zone) {
        return switch (this) {
            case Day(var date) -> date;
            case Moment(var at) -> LocalDate.ofInstant(at, zone);
            case Birthday birthday -> null;
        };
    }
}
