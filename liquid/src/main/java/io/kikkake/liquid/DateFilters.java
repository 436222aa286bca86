package io.kikkake.liquid;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The filter {@code date}. Whatever zone a time comes with, it is shown in the zone of the render. */
final class DateFilters {
    static final List<FilterDefinition> ALL = List.of(new FilterDefinition("date", 1, 1, DateFilters::date));

    /** More digits than a count of seconds in the years Java knows has. */
    private static final int MAX_EPOCH_DIGITS = 15;

    private DateFilters() {}

    private static @Nullable Object date(RenderContext context, @Nullable Object input, Arguments args) {
        String pattern = args.text(0);
        if (pattern.isEmpty() || input == null) {
            return input;
        }
        try {
            ZonedDateTime time = time(input, context.options());
            return time == null
                    ? input
                    : Strftime.format(time, pattern, context.options().locale());
        } catch (DateTimeException outOfRange) {
            return input;
        }
    }

    private static @Nullable ZonedDateTime time(Object input, RenderOptions options) {
        ZoneId zone = options.zone();
        return switch (input) {
            case Instant instant -> instant.atZone(zone);
            case LocalDate date -> date.atStartOfDay(zone);
            case LocalDateTime time -> time.atZone(zone);
            case OffsetDateTime time -> time.atZoneSameInstant(zone);
            case ZonedDateTime time -> time.withZoneSameInstant(zone);
            case Number number
            when Numbers.isInteger(number) ->
                Instant.ofEpochSecond(number.longValue()).atZone(zone);
            case String text -> read(text, options);
            default -> null;
        };
    }

    private static @Nullable ZonedDateTime read(String text, RenderOptions options) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.equals("now") || lower.equals("today")) {
            return now(options);
        }
        boolean digits = !text.isEmpty() && text.chars().allMatch(c -> Chars.isDigit((char) c));
        if (digits) {
            return text.length() > MAX_EPOCH_DIGITS
                    ? null
                    : Instant.ofEpochSecond(Long.parseLong(text)).atZone(options.zone());
        }
        DateText read = DateText.read(lower);
        if (read == null) {
            return null;
        }
        return read.time(options.zone(), read.needsNow() ? now(options) : null);
    }

    private static ZonedDateTime now(RenderOptions options) {
        if (options.now() == null) {
            throw new RenderFailure("this render was given no current time");
        }
        return options.now().atZone(options.zone());
    }
}
