package io.kikkake.engine.scenario;

import io.kikkake.engine.value.Value;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code {at: "2026-12-01T10:00"}} and {@code {every: week, day: monday, at: "10:00"}}. */
final class ScheduleReader {

    private static final Pattern MOMENT = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}");

    private static final List<String> DAYS = Arrays.stream(DayOfWeek.values())
            .map(day -> day.name().toLowerCase(Locale.ROOT))
            .toList();

    private ScheduleReader() {}

    static Optional<Schedule> read(Place place) {
        return place.fields().flatMap(fields -> {
            Optional<Schedule> schedule = fields.has("every")
                    ? recurring(fields)
                    : fields.required("at").flatMap(ScheduleReader::moment).map(Schedule.Once::new);
            fields.end();
            return schedule;
        });
    }

    private static Optional<Schedule> recurring(Fields fields) {
        Optional<String> every =
                fields.required("every").flatMap(place -> Words.of(place, "every", List.of("day", "week", "month")));
        Optional<LocalTime> at = fields.required("at").flatMap(TimeReader::time);
        if (every.isEmpty()) {
            fields.optional("day");
            return Optional.empty();
        }
        return switch (every.get()) {
            case "week" -> {
                Optional<DayOfWeek> day = fields.required("day")
                        .flatMap(place -> Words.of(place, "day", DAYS))
                        .map(word -> DayOfWeek.valueOf(word.toUpperCase(Locale.ROOT)));
                yield day.flatMap(on -> at.map(time -> new Schedule.Weekly(on, time)));
            }
            case "month" -> {
                Optional<Integer> day = fields.required("day").flatMap(place -> TriggerReader.whole(place, 1, 31));
                yield day.flatMap(on -> at.map(time -> new Schedule.Monthly(on, time)));
            }
            default -> at.map(Schedule.Daily::new);
        };
    }

    private static Optional<LocalDateTime> moment(Place place) {
        if (place.value() instanceof Value.Text(var text)
                && MOMENT.matcher(text).matches()) {
            try {
                return Optional.of(LocalDateTime.parse(text));
            } catch (DateTimeException e) {
                return place.problem("There is no such day or time: " + text + ".");
            }
        }
        return place.problem("A moment is written in quotes, like \"2026-12-01T10:00\".");
    }
}
