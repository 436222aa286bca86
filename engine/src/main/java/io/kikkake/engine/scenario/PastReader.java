package io.kikkake.engine.scenario;

import io.kikkake.engine.condition.Condition;
import io.kikkake.engine.condition.Condition.Performed;
import io.kikkake.engine.condition.Counting;
import io.kikkake.engine.condition.Counting.Aggregate;
import io.kikkake.engine.condition.DateTest;
import io.kikkake.engine.condition.Following;
import io.kikkake.engine.condition.MessageEvent;
import io.kikkake.engine.condition.Operand;
import io.kikkake.engine.condition.Operator;
import io.kikkake.engine.condition.Parts;
import io.kikkake.engine.condition.Subject;
import io.kikkake.engine.condition.Subject.Source;
import io.kikkake.engine.condition.Window;
import io.kikkake.engine.state.Tally;
import io.kikkake.engine.time.Span;
import io.kikkake.engine.value.Value;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads conditions about what happened: performed, sequence, message. */
final class PastReader {

    private static final List<Operator> COMPARISONS =
            List.of(Operator.EQUALS, Operator.GREATER_THAN, Operator.AT_LEAST, Operator.LESS_THAN, Operator.AT_MOST);

    /** Most a count can be compared with. */
    private static final BigDecimal MOST_COUNTED = BigDecimal.valueOf(1_000_000);

    private static final BigDecimal MOST_DISTINCT = BigDecimal.valueOf(Tally.MOST);

    /** What a condition asks of a number: {@code at-least: 3}. */
    private record Size(Operator operator, BigDecimal number) {

        /** How many must be kept to tell. */
        int most() {
            boolean itself = operator == Operator.AT_LEAST || operator == Operator.LESS_THAN;
            return number.intValue() + (itself ? 0 : 1);
        }
    }

    private PastReader() {}

    static Optional<Condition> notPerformed(Fields here) {
        Optional<String> event = here.required("not-performed").flatMap(Place::text);
        Optional<Condition> where = where(here, event);
        Optional<Window> window = window(here);
        return all(event, where, window) ? Optional.of(none(event.get(), where.get(), window.get())) : Optional.empty();
    }

    private static Condition none(String event, Condition where, Window window) {
        return counted(event, where, Aggregate.COUNT, null, window, new Size(Operator.EQUALS, BigDecimal.ZERO));
    }

    static Optional<Condition> performed(Fields here) {
        Optional<String> event = here.required("performed").flatMap(Place::text);
        Optional<Condition> where = where(here, event);
        List<Aggregate> aggregates = new ArrayList<>();
        for (Aggregate aggregate : Aggregate.values()) {
            if (aggregate != Aggregate.COUNT && here.has(aggregate.keyword())) {
                aggregates.add(aggregate);
            }
        }
        if (aggregates.size() > 1) {
            aggregates.forEach(aggregate -> here.optional(aggregate.keyword()));
            COMPARISONS.forEach(operator -> here.optional(operator.keyword()));
            here.optional("within");
            here.optional("between");
            return here.place()
                    .problem(
                            "Of a performed event one thing is asked at a time: sum, min, max, distinct, first or last.");
        }
        Aggregate aggregate = aggregates.isEmpty() ? Aggregate.COUNT : aggregates.getFirst();
        return aggregate.isMoment() ? moment(here, aggregate, event, where) : number(here, aggregate, event, where);
    }

    private static Optional<Condition> number(
            Fields here, Aggregate aggregate, Optional<String> event, Optional<Condition> where) {
        Optional<Window> window = window(here);
        Optional<String> property =
                aggregate.isOfAProperty() ? here.required(aggregate.keyword()).flatMap(Place::text) : Optional.of("");
        Optional<List<Size>> sizes = sizes(here, aggregate);
        if (!all(event, where, window) || property.isEmpty() || sizes.isEmpty()) {
            return Optional.empty();
        }
        String path = aggregate.isOfAProperty() ? property.get() : null;
        List<Condition> conditions = sizes.get().stream()
                .map(size -> counted(event.get(), where.get(), aggregate, path, window.get(), size))
                .toList();
        return Optional.of(conditions.size() == 1 ? conditions.getFirst() : new Condition.All(conditions));
    }

    private static Condition counted(
            String event,
            Condition where,
            Aggregate aggregate,
            @org.jspecify.annotations.Nullable String property,
            Window window,
            Size size) {
        return new Performed(
                Counting.of(event, where, aggregate, property, window, size.most()),
                new Performed.Size(size.operator(), size.number()));
    }

    private static Optional<List<Size>> sizes(Fields here, Aggregate aggregate) {
        var sizes = new ArrayList<Size>();
        int written = 0;
        for (Operator operator : COMPARISONS) {
            Optional<Place> place = here.optional(operator.keyword());
            if (place.isPresent()) {
                written++;
                number(place.get(), operator, aggregate).ifPresent(number -> sizes.add(new Size(operator, number)));
            }
        }
        if (written == 0 && aggregate == Aggregate.COUNT) {
            return Optional.of(List.of(new Size(Operator.AT_LEAST, BigDecimal.ONE)));
        }
        if (written == 0) {
            return here.place()
                    .problem("\"" + aggregate.keyword() + "\" is compared with a number: one of "
                            + String.join(
                                    ", ",
                                    COMPARISONS.stream().map(Operator::keyword).toList())
                            + ".");
        }
        return sizes.size() == written ? Optional.of(sizes) : Optional.empty();
    }

    private static Optional<BigDecimal> number(Place place, Operator operator, Aggregate aggregate) {
        boolean counted = aggregate == Aggregate.COUNT || aggregate == Aggregate.DISTINCT;
        BigDecimal most = aggregate == Aggregate.DISTINCT ? MOST_DISTINCT : MOST_COUNTED;
        if (place.value() instanceof Value.Number(var number)) {
            boolean fits = number.signum() >= 0
                    && (long) number.precision() - number.scale() <= 7
                    && number.compareTo(most) <= 0
                    && number.scale() <= 0;
            return !counted || fits
                    ? Optional.of(number)
                    : place.problem("\"" + operator.keyword() + "\" is a whole number from 0 to " + most.toPlainString()
                            + " here.");
        }
        return place.problem("\"" + operator.keyword() + "\" needs a number here.");
    }

    private static Optional<Condition> moment(
            Fields here, Aggregate aggregate, Optional<String> event, Optional<Condition> where) {
        Optional<Window> window = here.has("between") ? window(here) : Optional.of(new Window.Ever());
        if (here.has("within")) {
            here.optional("within")
                    .ifPresent(place -> place.problem("\"" + aggregate.keyword()
                            + "\" looks at all time; to ask when it was, write {within-last: …} under it."));
            window = Optional.empty();
        }
        Optional<List<DateTest>> tests = here.required(aggregate.keyword())
                .flatMap(Place::fields)
                .flatMap(fields -> {
                    long written =
                            DateReader.OPERATORS.stream().filter(fields::has).count();
                    List<DateTest> read = DateReader.tests(fields);
                    fields.end();
                    if (written == 0) {
                        return fields.place()
                                .problem("When it was is asked by one of " + String.join(", ", DateReader.OPERATORS)
                                        + ".");
                    }
                    return read.size() == written ? Optional.of(read) : Optional.empty();
                });
        if (!all(event, where, window) || tests.isEmpty()) {
            return Optional.empty();
        }
        Counting counting = Counting.of(event.get(), where.get(), aggregate, null, window.get(), 1);
        List<Condition> conditions = new ArrayList<>();
        tests.get().forEach(test -> conditions.add(new Performed(counting, new Performed.When(test))));
        return Optional.of(conditions.size() == 1 ? conditions.getFirst() : new Condition.All(conditions));
    }

    static Optional<Condition> sequence(Fields here) {
        Optional<EventPattern> first = here.required("sequence").flatMap(PastReader::pattern);
        boolean missing = here.has("without");
        Optional<EventPattern> then =
                here.required(missing ? "without" : "then").flatMap(PastReader::pattern);
        Optional<Span> span = here.required(missing ? "for" : "within").flatMap(TimeReader::span);
        if (!all(first, then, span)) {
            return Optional.empty();
        }
        return Optional.of(new Condition.Sequence(Following.of(
                first.get().event(),
                first.get().where(),
                then.get().event(),
                then.get().where(),
                span.get(),
                missing)));
    }

    private static Optional<EventPattern> pattern(Place place) {
        return EventReader.read(place).filter(pattern -> isCountable(place, pattern.where()));
    }

    static Optional<Condition> message(Fields here) {
        Optional<Place> place = here.required("message");
        Optional<String> word = place.flatMap(Place::text);
        Optional<MessageEvent> event = word.filter(MessageEvent.keywords()::contains)
                .map(known -> MessageEvent.valueOf(known.toUpperCase(java.util.Locale.ROOT)));
        if (word.isPresent() && event.isEmpty()) {
            place.get()
                    .problem(
                            "A message is one of " + String.join(", ", MessageEvent.keywords()) + ".",
                            Problems.nearest(word.get(), MessageEvent.keywords())
                                    .orElse(null));
        }
        var tests = new ArrayList<Condition>();
        boolean sound = about(here, "scenario", MessageEvent.SCENARIO, tests)
                & about(here, "step", MessageEvent.STEP, tests)
                & about(here, "message-id", MessageEvent.MESSAGE, tests)
                & about(here, "topic", MessageEvent.TOPIC, tests);
        boolean machinesToo = machines(here);
        Condition asked =
                tests.isEmpty() ? Condition.always() : tests.size() == 1 ? tests.getFirst() : new Condition.All(tests);
        Condition where = event.isEmpty() || machinesToo
                ? asked
                : MessageEvent.byPeople(event.get().event(), asked);
        return number(here, Aggregate.COUNT, event.map(MessageEvent::event), Optional.of(where))
                .filter(condition -> sound);
    }

    /** Whether what programs opened and clicked counts as well. */
    private static boolean machines(Fields here) {
        Optional<Place> place = here.optional("machines");
        place.filter(written -> !(written.value() instanceof Value.Bool))
                .ifPresent(written -> written.problem("\"machines\" is true or false."));
        return place.isPresent() && place.get().value() instanceof Value.Bool(var too) && too;
    }

    /** @return false if what is written there is wrong */
    private static boolean about(Fields here, String field, String property, List<Condition> tests) {
        Optional<Place> place = here.optional(field);
        Optional<String> id = place.flatMap(Place::id);
        id.ifPresent(text -> tests.add(new Condition.Test(
                new Subject(Source.PROPERTY, property), Operator.EQUALS, new Operand.Literal(Value.of(text)))));
        return place.isPresent() == id.isPresent();
    }

    private static Optional<Condition> where(Fields here, Optional<String> event) {
        Optional<Place> place = here.optional("where");
        Optional<Condition> where = place.isEmpty()
                ? Optional.of(Condition.always())
                : ConditionReader.read(place.get()).filter(condition -> isCountable(place.get(), condition));
        return where.map(condition -> MessageEvent.byPeople(event.orElse(""), condition));
    }

    /** Events are tallied when they happen, whoever asks later: there is no run then, and no time but their own. */
    private static boolean isCountable(Place place, Condition condition) {
        boolean plain = Parts.of(condition).allMatch(part -> switch (part) {
            case Condition.All all -> true;
            case Condition.Any any -> true;
            case Condition.Not not -> true;
            case Condition.Test test -> true;
            default -> false;
        });
        boolean timeless = Parts.subjects(condition)
                .allMatch(subject -> subject.source() == Source.PROPERTY || subject.source() == Source.ATTRIBUTE);
        if (!plain || !timeless) {
            place.problem(
                    "A past event is counted when it happens, for everybody who asks later: its \"where\" can only "
                            + "test the event (property) and the customer (attribute).");
        }
        return plain && timeless;
    }

    private static Optional<Window> window(Fields here) {
        if (here.has("within") && here.has("between")) {
            here.optional("within");
            here.optional("between");
            return here.place()
                    .problem("Events are counted either \"within\" a length of time or \"between\" two days.");
        }
        Optional<Place> within = here.optional("within");
        if (within.isPresent()) {
            return within.flatMap(TimeReader::span).map(Window.Within::new);
        }
        Optional<Place> between = here.optional("between");
        return between.isEmpty() ? Optional.of(new Window.Ever()) : between.flatMap(PastReader::between);
    }

    private static Optional<Window> between(Place place) {
        if (!(place.value() instanceof Value.ListOf(var items)) || items.size() != 2) {
            return place.problem("\"between\" is a list of two days, the first and the last: "
                    + "[\"2026-04-01\", \"2026-04-30\"].");
        }
        List<Place> days = place.items();
        Optional<LocalDate> first = DateReader.day(days.getFirst());
        Optional<LocalDate> last = DateReader.day(days.getLast());
        if (first.isEmpty() || last.isEmpty()) {
            return Optional.empty();
        }
        return last.get().isBefore(first.get())
                ? place.problem("The last day comes before the first.")
                : Optional.of(new Window.Between(first.get(), last.get()));
    }

    private static boolean all(Optional<?>... parts) {
        return List.of(parts).stream().allMatch(Optional::isPresent);
    }
}
