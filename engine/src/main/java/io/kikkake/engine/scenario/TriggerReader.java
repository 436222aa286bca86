package io.kikkake.engine.scenario;

import io.kikkake.engine.condition.Condition;
import io.kikkake.engine.condition.Operand;
import io.kikkake.engine.condition.Subject;
import io.kikkake.engine.time.Span;
import io.kikkake.engine.value.Value;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads triggers: an object that has the field of one kind, and what belongs to it. */
final class TriggerReader {

    private static final LocalTime NINE = LocalTime.of(9, 0);

    private static final Map<String, Function<Fields, Optional<Trigger>>> KINDS = kinds();

    private TriggerReader() {}

    private static Map<String, Function<Fields, Optional<Trigger>>> kinds() {
        var kinds = new LinkedHashMap<String, Function<Fields, Optional<Trigger>>>();
        kinds.put("event", fields -> EventReader.pattern(fields).map(Trigger.OnEvent::new));
        kinds.put("entered", fields -> segment(fields, Trigger.Crossing.ENTERED));
        kinds.put("left", fields -> segment(fields, Trigger.Crossing.LEFT));
        kinds.put("date", TriggerReader::date);
        kinds.put("inactive", TriggerReader::silence);
        kinds.put("trend", TriggerReader::trend);
        kinds.put("form", TriggerReader::form);
        kinds.put("api", TriggerReader::call);
        kinds.put("scenario", TriggerReader::scenario);
        kinds.put("schedule", TriggerReader::schedule);
        kinds.put("restock", NewsReader::restock);
        kinds.put("price-drop", NewsReader::priceDrop);
        kinds.put("few-left", NewsReader::fewLeft);
        kinds.put("new-article", NewsReader::newArticle);
        return kinds;
    }

    static Optional<Trigger> read(Place place) {
        return place.fields().flatMap(fields -> {
            List<String> named = KINDS.keySet().stream().filter(fields::has).toList();
            if (named.size() > 1) {
                return place.problem(
                        "A trigger has exactly one of " + String.join(", ", KINDS.keySet()) + ".", named.getFirst());
            }
            String kind = named.isEmpty() ? "event" : named.getFirst();
            Optional<Trigger> trigger =
                    KINDS.getOrDefault(kind, TriggerReader::call).apply(fields);
            fields.end();
            return trigger;
        });
    }

    private static Optional<Trigger> segment(Fields fields, Trigger.Crossing crossing) {
        Optional<Condition> segment = fields.required(crossing.keyword()).flatMap(TriggerReader::segment);
        Optional<Boolean> existing = crossing == Trigger.Crossing.ENTERED ? existing(fields) : Optional.of(false);
        if (segment.isEmpty() || existing.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Trigger.OnSegment(crossing, segment.get(), existing.get()));
    }

    /** A condition about the customer, or the id of a saved segment. */
    static Optional<Condition> segment(Place place) {
        Place written = place.value() instanceof Value.Text
                ? new Place(new Value.ObjectOf(Map.of("segment", place.value())), place.pointer(), place.problems())
                : place;
        return ConditionReader.read(written).flatMap(condition -> {
            if (looksAtEvent(condition)) {
                return place.problem(
                        "A segment is about the customer at any time: \"property\" and \"entry\" have no event to look at."
                                + " Use \"attribute\".");
            }
            return Optional.of(condition);
        });
    }

    private static boolean looksAtEvent(Condition condition) {
        return switch (condition) {
            case Condition.All(var conditions) -> conditions.stream().anyMatch(TriggerReader::looksAtEvent);
            case Condition.Any(var conditions) -> conditions.stream().anyMatch(TriggerReader::looksAtEvent);
            case Condition.Not(var inner) -> looksAtEvent(inner);
            case Condition.Test test ->
                isOfEvent(test.subject())
                        || (test.operand() instanceof Operand.Reference(var other) && isOfEvent(other));
            default -> false;
        };
    }

    private static boolean isOfEvent(Subject subject) {
        return subject.source() == Subject.Source.PROPERTY || subject.source() == Subject.Source.ENTRY;
    }

    /** {@code existing: enter}; by default those who are there already do not. */
    private static Optional<Boolean> existing(Fields fields) {
        Optional<Place> place = fields.optional("existing");
        return place.isEmpty()
                ? Optional.of(false)
                : place.flatMap(written -> Words.of(written, "existing", List.of("enter", "skip")))
                        .map("enter"::equals);
    }

    private static Optional<Trigger> date(Fields fields) {
        Optional<String> attribute = fields.required("date").flatMap(Place::text);
        Optional<Boolean> yearly = Words.optional(fields, "every", List.of("year"), false, word -> true);
        Optional<Integer> offset = offset(fields);
        Optional<LocalTime> at = optional(fields, "at", NINE, TimeReader::time);
        Optional<Optional<Span>> grace = optional(fields, "if-missed", Optional.empty(), TriggerReader::grace);
        Optional<Integer> settled = optional(fields, "settled", 0, TriggerReader::days);
        if (attribute.isEmpty()
                || yearly.isEmpty()
                || offset.isEmpty()
                || at.isEmpty()
                || grace.isEmpty()
                || settled.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Trigger.OnDate(
                attribute.get(),
                offset.get(),
                at.get(),
                yearly.get(),
                grace.get().orElse(null),
                settled.get()));
    }

    private static Optional<Integer> offset(Fields fields) {
        if (fields.has("before") && fields.has("after")) {
            fields.optional("before");
            fields.optional("after");
            return fields.place().problem("A date trigger has \"before\" or \"after\", not both.");
        }
        return fields.has("before")
                ? optional(fields, "before", 0, TriggerReader::days).map(days -> -days)
                : optional(fields, "after", 0, TriggerReader::days);
    }

    /** {@code skip}, or {@code {enter-within: 1d}}. */
    private static Optional<Optional<Span>> grace(Place place) {
        if (place.value() instanceof Value.ObjectOf) {
            return place.fields().flatMap(fields -> {
                Optional<Span> span = fields.required("enter-within").flatMap(TimeReader::span);
                fields.end();
                return span.map(Optional::of);
            });
        }
        return place.value() instanceof Value.Text(var text) && text.equals("skip")
                ? Optional.of(Optional.empty())
                : place.problem("\"if-missed\" is skip, or says how late is not too late, such as {enter-within: 1d}.");
    }

    private static Optional<Integer> days(Place place) {
        Optional<Span> span = TimeReader.span(place);
        return span.isPresent() && !span.get().isWholeDays()
                ? place.problem("Whole days are expected here, such as 7d.")
                : span.map(Span::days);
    }

    private static Optional<Trigger> silence(Fields fields) {
        Optional<EventPattern> pattern = fields.required("inactive").flatMap(EventReader::read);
        Optional<Span> lasting = fields.required("for").flatMap(TimeReader::span);
        Optional<Boolean> existing = existing(fields);
        if (pattern.isEmpty() || lasting.isEmpty() || existing.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Trigger.OnSilence(pattern.get(), lasting.get(), existing.get()));
    }

    private static Optional<Trigger> trend(Fields fields) {
        Optional<EventPattern> pattern = fields.required("trend").flatMap(EventReader::read);
        Optional<Integer> window = fields.required("window").flatMap(TriggerReader::window);
        Optional<Integer> floor = optional(fields, "at-least", 1, place -> whole(place, 1, 10_000));
        boolean up = fields.has("up");
        if (up == fields.has("down")) {
            fields.optional("up");
            fields.optional("down");
            return fields.place()
                    .problem("A trend goes \"up\" or \"down\" by so many percent: exactly one of the two.");
        }
        Optional<Integer> percent = up
                ? fields.required("up").flatMap(place -> whole(place, 1, 10_000))
                : fields.required("down").flatMap(place -> whole(place, 1, 100));
        if (pattern.isEmpty() || window.isEmpty() || floor.isEmpty() || percent.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Trigger.OnTrend(
                pattern.get(),
                window.get(),
                up ? Trigger.Direction.UP : Trigger.Direction.DOWN,
                percent.get(),
                floor.get()));
    }

    private static Optional<Integer> window(Place place) {
        Optional<Integer> days = days(place);
        return days.isPresent() && days.get() > Trigger.OnTrend.LONGEST_WINDOW
                ? place.problem("A trend compares windows of at most " + Trigger.OnTrend.LONGEST_WINDOW + " days.")
                : days;
    }

    static Optional<Integer> whole(Place place, int least, int most) {
        return place.value() instanceof Value.Number(var number)
                        && number.scale() <= 0
                        && number.compareTo(BigDecimal.valueOf(least)) >= 0
                        && number.compareTo(BigDecimal.valueOf(most)) <= 0
                ? Optional.of(number.intValueExact())
                : place.problem("A whole number from " + least + " to " + most + " is expected here.");
    }

    private static Optional<Trigger> form(Fields fields) {
        Optional<String> form = fields.required("form").flatMap(Place::text);
        return form.flatMap(id -> where(fields).map(where -> new Trigger.OnForm(id, where)));
    }

    static Optional<Condition> where(Fields fields) {
        return optional(fields, "where", Condition.always(), ConditionReader::read);
    }

    private static Optional<Trigger> call(Fields fields) {
        return fields.required("api")
                .flatMap(place -> place.value().equals(Value.of(true))
                        ? Optional.of(new Trigger.OnCall())
                        : place.problem("\"api\" is true."));
    }

    private static Optional<Trigger> scenario(Fields fields) {
        Optional<String> scenario = fields.required("scenario").flatMap(Place::id);
        Optional<Trigger.Ending> ending = Words.optional(
                fields,
                "ending",
                List.of("goal", "exited", "ended", "any"),
                Trigger.Ending.ANY,
                word -> Trigger.Ending.valueOf(word.toUpperCase(java.util.Locale.ROOT)));
        return scenario.flatMap(id -> ending.map(how -> new Trigger.OnScenario(id, how)));
    }

    private static Optional<Trigger> schedule(Fields fields) {
        Optional<Schedule> schedule = fields.required("schedule").flatMap(ScheduleReader::read);
        Optional<Condition> segment = optional(fields, "to", Condition.always(), TriggerReader::segment);
        return schedule.flatMap(when -> segment.map(who -> new Trigger.OnSchedule(when, who)));
    }

    /** What the field says, or the standard where it is not there; nothing where it is wrong. */
    static <T> Optional<T> optional(Fields fields, String name, T standard, Function<Place, Optional<T>> read) {
        Optional<Place> place = fields.optional(name);
        return place.isEmpty() ? Optional.of(standard) : place.flatMap(read);
    }
}
