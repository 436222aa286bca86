package io.kikkake.engine.scenario;

import io.kikkake.engine.time.BusinessCalendar;
import io.kikkake.engine.time.Span;
import io.kikkake.engine.value.Value;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads waits, spans and times of day. */
final class TimeReader {

    private static final Pattern TIME = Pattern.compile("(\\d{1,2}):(\\d{2})");

    private static final Pattern WORDS = Pattern.compile("(\\d{1,4}) *([smhdwSMHDW])[a-z]*");

    private static final List<String> WEEKDAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    private TimeReader() {}

    /** {@code {for: 1h}}, {@code {until: "10:00"}}, {@code {business-days: 3}}; a plain {@code 1h} is the first of these. */
    static Optional<WaitUntil> waitUntil(Place place) {
        if (place.value() instanceof Value.Text) {
            return span(place).map(span -> new WaitUntil.Lasting(span, null));
        }
        return place.fields().flatMap(TimeReader::waitUntil);
    }

    private static Optional<WaitUntil> waitUntil(Fields fields) {
        long ways =
                Stream.of("for", "until", "business-days").filter(fields::has).count();
        Optional<WaitUntil> wait = Optional.empty();
        if (ways != 1) {
            fields.place().problem("A wait has exactly one of \"for\", \"until\" and \"business-days\".");
            Stream.of("for", "until", "business-days", "at", "calendar").forEach(fields::optional);
        } else if (fields.has("until")) {
            wait = fields.required("until").flatMap(TimeReader::until);
        } else if (fields.has("for")) {
            Optional<Span> span = fields.required("for").flatMap(TimeReader::span);
            Optional<Place> at = fields.optional("at");
            Optional<LocalTime> time = at.flatMap(TimeReader::time);
            wait = at.isPresent() && time.isEmpty()
                    ? Optional.empty()
                    : span.map(length -> new WaitUntil.Lasting(length, time.orElse(null)));
        } else {
            wait = businessDays(fields);
        }
        fields.end();
        return wait;
    }

    /** {@code "10:00"}, {@code {weekday: [mon, wed], at: "10:00"}} or {@code {business-day: jp, at: "10:00"}}. */
    private static Optional<WaitUntil> until(Place place) {
        return place.value() instanceof Value.ObjectOf
                ? place.fields().flatMap(TimeReader::dayOfSomeKind)
                : time(place).map(WaitUntil.TimeOfDay::new);
    }

    private static Optional<WaitUntil> dayOfSomeKind(Fields fields) {
        Optional<Place> weekday = fields.optional("weekday");
        Optional<Place> businessDay = fields.optional("business-day");
        Optional<LocalTime> at = fields.required("at").flatMap(TimeReader::time);
        if (weekday.isPresent() == businessDay.isPresent()) {
            fields.place().problem("A day to wait for is exactly one of " + MomentReader.DAYS + ".");
            MomentReader.FIELDS.forEach(fields::optional);
            fields.end();
            return Optional.empty();
        }
        Optional<Set<DayOfWeek>> days = weekday.flatMap(TimeReader::weekdays);
        Optional<BusinessCalendar> calendar = businessDay.flatMap(TimeReader::calendar);
        fields.end();
        Optional<WaitUntil> on = days.flatMap(named -> at.<WaitUntil>map(time -> new WaitUntil.Weekday(named, time)));
        return on.or(
                () -> calendar.flatMap(known -> at.<WaitUntil>map(time -> new WaitUntil.NextBusinessDay(time, known))));
    }

    private static Optional<Set<DayOfWeek>> weekdays(Place place) {
        var days = EnumSet.noneOf(DayOfWeek.class);
        boolean whole = true;
        for (Place item : place.oneOrMore()) {
            Optional<String> word = item.text();
            int index = word.map(WEEKDAYS::indexOf).orElse(-1);
            if (index >= 0) {
                days.add(DayOfWeek.of(index + 1));
            } else {
                whole = false;
                word.ifPresent(text -> item.problem(
                        "A day of the week is one of " + String.join(", ", WEEKDAYS) + ".", weekdayMeant(text)));
            }
        }
        return whole && !days.isEmpty() ? Optional.of(days) : Optional.empty();
    }

    /** "Monday" is what people write first. */
    private static @Nullable String weekdayMeant(String text) {
        String word = text.toLowerCase(Locale.ROOT);
        return WEEKDAYS.stream().filter(word::startsWith).findFirst().orElse(null);
    }

    private static Optional<WaitUntil> businessDays(Fields fields) {
        Optional<Integer> days = fields.required("business-days").flatMap(TimeReader::days);
        Optional<Place> at = fields.optional("at");
        Optional<LocalTime> time = at.flatMap(TimeReader::time);
        Optional<Place> id = fields.optional("calendar");
        Optional<BusinessCalendar> calendar =
                id.isEmpty() ? Optional.of(BusinessCalendar.JP) : id.flatMap(TimeReader::calendar);
        if (days.isEmpty() || calendar.isEmpty() || (at.isPresent() && time.isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(new WaitUntil.BusinessDays(days.get(), time.orElse(null), calendar.get()));
    }

    private static Optional<Integer> days(Place place) {
        boolean whole = place.value() instanceof Value.Number(var number)
                && number.signum() > 0
                && number.compareTo(BigDecimal.valueOf(WaitUntil.BusinessDays.MOST)) <= 0
                && number.scale() <= 0;
        return whole && place.value() instanceof Value.Number(var number)
                ? Optional.of(number.intValueExact())
                : place.problem("Business days are a whole number from 1 to " + WaitUntil.BusinessDays.MOST + ".");
    }

    private static Optional<BusinessCalendar> calendar(Place place) {
        Optional<String> id = place.text();
        if (id.isEmpty()) {
            return Optional.empty();
        }
        Optional<BusinessCalendar> calendar = BusinessCalendar.named(id.get());
        return calendar.isPresent()
                ? calendar
                : place.problem(
                        "There is no calendar \"" + id.get() + "\"; there is "
                                + String.join(", ", BusinessCalendar.ids()) + ".",
                        BusinessCalendar.JP.id());
    }

    static Optional<Span> span(Place place) {
        Optional<Span> span = place.value() instanceof Value.Text(var text) ? Span.parse(text) : Optional.empty();
        return span.isPresent()
                ? span
                : place.problem(
                        "A length of time is written like 30m, 1h30m, 7d or 2w; it is more than nothing and less than "
                                + Span.LONGEST_DAYS + " days.",
                        likely(place.value()));
    }

    /** "3 days" and "1 hour" are what people write first. */
    private static @Nullable String likely(Value value) {
        if (!(value instanceof Value.Text(var text))) {
            return null;
        }
        Matcher matcher = WORDS.matcher(text.trim());
        String meant = matcher.matches() ? matcher.group(1) + matcher.group(2).toLowerCase(Locale.ROOT) : "";
        return Span.parse(meant).isPresent() ? meant : null;
    }

    static Optional<LocalTime> time(Place place) {
        if (place.value() instanceof Value.Text(var text)) {
            Matcher matcher = TIME.matcher(text);
            if (matcher.matches()) {
                int hour = Integer.parseInt(matcher.group(1));
                int minute = Integer.parseInt(matcher.group(2));
                if (hour < 24 && minute < 60) {
                    return Optional.of(LocalTime.of(hour, minute));
                }
            }
            return place.problem("A time of day is written like \"10:00\", from \"00:00\" to \"23:59\".");
        }
        // YAML 1.1 reads an unquoted 10:00 as the number 600.
        return place.problem("A time of day is written in quotes, like \"10:00\".");
    }
}
