package io.kikkake.engine.time;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length of time as people mean it: whole days follow the calendar ("a day later" is the same time of day also when the
 * clocks change), hours and less are exact.
 *
 * @param days at least 0
 * @param time less than a day or more, but not negative
 */
public record Span(int days, Duration time) {

    /** Longest span a scenario may name, in days. */
    public static final int LONGEST_DAYS = 1830;

    private static final Pattern TEXT =
            Pattern.compile("(?:(\\d{1,4})w)?(?:(\\d{1,5})d)?(?:(\\d{1,6})h)?(?:(\\d{1,7})m)?(?:(\\d{1,9})s)?");

    /** Reads {@code 90s}, {@code 30m}, {@code 1h30m}, {@code 7d}, {@code 2w}; nothing for any other text, zero or too long. */
    public static Optional<Span> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (text.isEmpty() || !matcher.matches()) {
            return Optional.empty();
        }
        long days = number(matcher.group(1)) * 7 + number(matcher.group(2));
        Duration time = Duration.ofHours(number(matcher.group(3)))
                .plusMinutes(number(matcher.group(4)))
                .plusSeconds(number(matcher.group(5)));
        boolean reasonable = days + time.toDays() < LONGEST_DAYS && (days > 0 || time.isPositive());
        return reasonable ? Optional.of(new Span((int) days, time)) : Optional.empty();
    }

    private static long number(@org.jspecify.annotations.Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    public Instant after(Instant since, ZoneId zone) {
        Instant day = since;
        if (days > 0) {
            day = LocalMoment.first(LocalDateTime.ofInstant(since, zone).plusDays(days), zone);
        }
        return day.plus(time);
    }

    /** The moment the span begins that ends at the given one. */
    public Instant before(Instant end, ZoneId zone) {
        Instant day = end;
        if (days > 0) {
            day = LocalMoment.first(LocalDateTime.ofInstant(end, zone).minusDays(days), zone);
        }
        return day.minus(time);
    }

    public boolean isWholeDays() {
        return time.isZero();
    }
}
