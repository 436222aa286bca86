package io.kikkake.engine.scenario;

import io.kikkake.engine.condition.Subject;
import io.kikkake.engine.scenario.Step.Instead;
import io.kikkake.engine.time.Span;
import io.kikkake.engine.value.Value;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads waits whose end depends on the customer: a day they name, or the hour in which they read. */
final class MomentReader {

    static final String DAYS = "weekday, business-day, attribute, entry or best-hour";

    /** Of an object under {@code until}. */
    static final List<String> FIELDS =
            List.of("weekday", "business-day", "attribute", "entry", "best-hour", "before", "after", "at");

    private static final List<String> INSTEAD =
            Stream.of(Instead.values()).map(Instead::keyword).toList();

    private MomentReader() {}

    /** Whether a wait is one of these. */
    static boolean concerns(Place wait) {
        return wait.value().at("until") instanceof Value.ObjectOf(var until)
                && Stream.of("attribute", "entry", "best-hour").anyMatch(until::containsKey);
    }

    static Optional<Step> read(String id, Place wait, Optional<String> next) {
        return wait.fields().flatMap(fields -> {
            Place until = fields.required("until").orElseThrow();
            Optional<Step> step = until.value().at("best-hour") == null
                    ? date(id, fields, until, next)
                    : until.fields().flatMap(inner -> hour(id, inner, next));
            fields.end();
            return step;
        });
    }

    private static Optional<Step> hour(String id, Fields until, Optional<String> next) {
        Optional<LocalTime> otherwise = until.required("best-hour")
                .flatMap(Place::fields)
                .flatMap(fields -> {
                    Optional<LocalTime> time = fields.required("otherwise").flatMap(TimeReader::time);
                    fields.end();
                    return time;
                });
        until.end();
        return otherwise.flatMap(time -> next.map(to -> new Step.WaitForHour(id, time, to)));
    }

    private static Optional<Step> date(String id, Fields wait, Place until, Optional<String> next) {
        Optional<Place> past = wait.optional("if-past");
        Optional<Instead> ifPast = past.isEmpty() ? Optional.of(Instead.GO_ON) : past.flatMap(MomentReader::instead);
        Optional<Place> missing = wait.optional("if-missing");
        Optional<Instead> ifMissing =
                missing.isEmpty() ? Optional.of(Instead.EXIT) : missing.flatMap(MomentReader::instead);
        return until.fields().flatMap(fields -> {
            Optional<Subject> subject = subject(fields);
            Optional<Integer> days = offset(fields);
            Optional<LocalTime> at = fields.required("at").flatMap(TimeReader::time);
            fields.end();
            if (subject.isEmpty() || days.isEmpty() || at.isEmpty() || ifPast.isEmpty() || ifMissing.isEmpty()) {
                return Optional.empty();
            }
            return next.map(to ->
                    new Step.WaitForDate(id, subject.get(), days.get(), at.get(), ifPast.get(), ifMissing.get(), to));
        });
    }

    private static Optional<Subject> subject(Fields fields) {
        Optional<Place> attribute = fields.optional("attribute");
        Optional<Place> entry = fields.optional("entry");
        if (attribute.isPresent() && entry.isPresent()) {
            return fields.place().problem("A day to wait for is exactly one of " + DAYS + ".");
        }
        return attribute.isPresent()
                ? attribute.flatMap(Place::text).map(path -> new Subject(Subject.Source.ATTRIBUTE, path))
                : entry.flatMap(Place::text).map(path -> new Subject(Subject.Source.ENTRY, path));
    }

    private static Optional<Integer> offset(Fields fields) {
        Optional<Place> before = fields.optional("before");
        Optional<Place> after = fields.optional("after");
        if (before.isPresent() && after.isPresent()) {
            return fields.place().problem("A day lies \"before\" or \"after\" the date, not both.");
        }
        if (before.isPresent()) {
            return before.flatMap(MomentReader::days).map(days -> -days);
        }
        return after.isPresent() ? after.flatMap(MomentReader::days) : Optional.of(0);
    }

    private static Optional<Integer> days(Place place) {
        Optional<Span> span = TimeReader.span(place);
        return span.isEmpty() || span.get().isWholeDays()
                ? span.map(Span::days)
                : place.problem("An offset from a date has whole days, such as 30d or 2w; \"at\" says the time.");
    }

    private static Optional<Instead> instead(Place place) {
        String word = place.value() instanceof Value.Text(var text) ? text : "";
        int index = INSTEAD.indexOf(word);
        return index >= 0
                ? Optional.of(Instead.values()[index])
                : place.problem(
                        "This is one of " + String.join(", ", INSTEAD) + ".",
                        Problems.nearest(word, INSTEAD).orElse(null));
    }
}
