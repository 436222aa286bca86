package io.kikkake.engine.scenario;

import io.kikkake.engine.condition.Operand;
import io.kikkake.engine.time.Span;
import io.kikkake.engine.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads steps that do something. */
final class ActionReader {

    static final List<String> KINDS = List.of("set", "coupon", "points", "task", "webhook", "emit", "start", "go-to");

    static final int MOST_POINTS = 1_000_000;
    private static final int MOST_FIELDS = 50;
    private static final int LONGEST_TITLE = 500;
    private static final Span LONGEST_AWAIT = Span.parse("1h").orElseThrow();
    private static final int LONGEST_URL = 2_000;

    /** The host stands in the first group. */
    static final Pattern URL = Pattern.compile("https?://([A-Za-z0-9.-]+)(?::[0-9]{1,5})?(?:[/?][!-~]*)?");

    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9-]{1,20}");

    /** Where fields lead, as the other steps read it. */
    private final BiFunction<Fields, String, Optional<String>> ways;

    ActionReader(BiFunction<Fields, String, Optional<String>> ways) {
        this.ways = ways;
    }

    /** @param step the step's own fields, beside the body */
    Optional<? extends Step> read(String kind, String id, Place body, Fields step) {
        if (kind.equals("go-to")) {
            return ways.apply(step, "go-to").map(to -> new Action.Jump(id, to));
        }
        Optional<String> next = ways.apply(step, "next");
        return switch (kind) {
            case "set" -> body.fields().flatMap(fields -> set(id, fields, next));
            case "coupon" -> body.fields().flatMap(fields -> coupon(id, fields, next));
            case "points" -> points(id, body, next);
            case "task" -> task(id, body, next);
            case "webhook" -> body.fields().flatMap(fields -> webhook(id, fields, next));
            case "emit" -> emit(id, body, next);
            default -> start(id, body, next);
        };
    }

    private static Optional<Step> set(String id, Fields fields, Optional<String> next) {
        int before = fields.place().problems().count();
        Map<String, Operand> attributes =
                fields.optional("attributes").map(ActionReader::values).orElse(Map.of());
        List<String> add = fields.optional("add-tags").map(ActionReader::texts).orElse(List.of());
        List<String> remove =
                fields.optional("remove-tags").map(ActionReader::texts).orElse(List.of());
        Map<String, Boolean> consents =
                fields.optional("consents").map(ActionReader::consents).orElse(Map.of());
        if (!fields.has("attributes")
                && !fields.has("add-tags")
                && !fields.has("remove-tags")
                && !fields.has("consents")) {
            fields.place().problem("\"set\" needs attributes, add-tags, remove-tags or consents.");
        }
        fields.end();
        return fields.place().problems().count() == before
                ? next.map(to -> new Action.Set(id, attributes, add, remove, consents, to))
                : Optional.empty();
    }

    private static Map<String, Operand> values(Place place) {
        var values = new LinkedHashMap<String, Operand>();
        if (!(place.value() instanceof Value.ObjectOf(var fields))) {
            place.problem("Fields are expected here, such as \"name: value\".");
            return values;
        }
        if (fields.isEmpty() || fields.size() > MOST_FIELDS) {
            place.problem("Name 1 to " + MOST_FIELDS + " fields.");
        }
        fields.forEach((name, value) -> {
            Place field = place.field(name, value);
            if (name.isBlank() || name.contains(".")) {
                field.problem("A name here is no path: it has no dot and is not blank.");
            }
            Optional<Operand> operand = value instanceof Value.ObjectOf
                    ? ConditionReader.reference(field)
                    : Optional.of(new Operand.Literal(value));
            operand.ifPresent(known -> values.put(name, known));
        });
        return values;
    }

    private static List<String> texts(Place place) {
        var texts = new ArrayList<String>();
        place.oneOrMore().forEach(item -> item.text().ifPresent(texts::add));
        return texts;
    }

    private static Map<String, Boolean> consents(Place place) {
        var consents = new LinkedHashMap<String, Boolean>();
        if (!(place.value() instanceof Value.ObjectOf(var fields)) || fields.isEmpty()) {
            place.problem("Consents are fields: the topic and true or false.");
            return consents;
        }
        fields.forEach((topic, said) -> {
            Place field = place.field(topic, said);
            new Place(Value.of(topic), field.pointer(), field.problems()).id();
            if (said instanceof Value.Bool(var granted)) {
                consents.put(topic, granted);
            } else {
                field.problem("A consent is true or false.");
            }
        });
        return consents;
    }

    private static Optional<Step> coupon(String id, Fields fields, Optional<String> next) {
        int before = fields.place().problems().count();
        @Nullable
        String prefix = fields.optional("prefix").flatMap(ActionReader::prefix).orElse(null);
        @Nullable String pool = fields.optional("pool").flatMap(Place::id).orElse(null);
        @Nullable
        Span expires = fields.optional("expires").flatMap(TimeReader::span).orElse(null);
        Optional<Place> ifEmpty = fields.optional("if-empty");
        Optional<Boolean> exit = ifEmpty.flatMap(ActionReader::exitIfEmpty);
        if (fields.has("prefix") && fields.has("pool")) {
            fields.place().problem("A coupon has a \"prefix\" or comes from a \"pool\", not both.");
        }
        if (ifEmpty.isPresent() && !fields.has("pool")) {
            fields.place().problem("\"if-empty\" says nothing without \"pool\".");
        }
        fields.end();
        if (fields.place().problems().count() != before) {
            return Optional.empty();
        }
        return next.map(
                to -> new Action.Coupon(id, prefix == null ? "" : prefix, pool, expires, exit.orElse(true), to));
    }

    private static Optional<String> prefix(Place place) {
        Optional<String> text = place.text();
        return text.isEmpty() || PREFIX.matcher(text.get()).matches()
                ? text
                : place.problem("A prefix has at most 20 letters, digits and \"-\".");
    }

    private static Optional<Boolean> exitIfEmpty(Place place) {
        return switch (place.value() instanceof Value.Text(var text) ? text : "") {
            case "exit" -> Optional.of(true);
            case "skip" -> Optional.of(false);
            default -> place.problem("\"if-empty\" is exit or skip.");
        };
    }

    private static Optional<Step> points(String id, Place body, Optional<String> next) {
        if (!(body.value() instanceof Value.ObjectOf)) {
            return whole(body, MOST_POINTS, "Points")
                    .flatMap(points -> next.map(to -> new Action.Points(id, points, null, to)));
        }
        return body.fields().flatMap(fields -> {
            Optional<Integer> points =
                    fields.required("amount").flatMap(amount -> whole(amount, MOST_POINTS, "Points"));
            Optional<Place> named = fields.optional("reason");
            Optional<Names> reason = named.flatMap(NamesReader::read);
            fields.end();
            return points.flatMap(number -> named.isPresent() && reason.isEmpty()
                    ? Optional.empty()
                    : next.map(to -> new Action.Points(id, number, reason.orElse(null), to)));
        });
    }

    /** A whole number from 1. */
    static Optional<Integer> whole(Place place, int most, String what) {
        boolean whole = place.value() instanceof Value.Number(var number)
                && number.signum() > 0
                && number.scale() <= 0
                && number.compareTo(BigDecimal.valueOf(most)) <= 0;
        return whole && place.value() instanceof Value.Number(var number)
                ? Optional.of(number.intValueExact())
                : place.problem(what + " are a whole number from 1 to " + most + ".");
    }

    private static Optional<Step> task(String id, Place body, Optional<String> next) {
        if (!(body.value() instanceof Value.ObjectOf)) {
            return line(body).flatMap(title -> next.map(to -> new Action.Task(id, title, null, null, to)));
        }
        return body.fields().flatMap(fields -> {
            int before = fields.place().problems().count();
            Optional<String> title = fields.required("title").flatMap(ActionReader::line);
            @Nullable String note = fields.optional("note").flatMap(Place::text).orElse(null);
            @Nullable
            Span due = fields.optional("due").flatMap(TimeReader::span).orElse(null);
            fields.end();
            return fields.place().problems().count() == before
                    ? title.flatMap(text -> next.map(to -> new Action.Task(id, text, note, due, to)))
                    : Optional.empty();
        });
    }

    private static Optional<String> line(Place place) {
        Optional<String> text = place.text();
        return text.isEmpty() || text.get().length() <= LONGEST_TITLE
                ? text
                : place.problem("A title has at most " + LONGEST_TITLE + " characters.");
    }

    private Optional<Step> webhook(String id, Fields fields, Optional<String> next) {
        int before = fields.place().problems().count();
        Optional<String> url = fields.required("url").flatMap(ActionReader::url);
        Map<String, Operand> body =
                fields.optional("body").map(ActionReader::values).orElse(Map.of());
        @Nullable
        Span await = fields.optional("await").flatMap(ActionReader::await).orElse(null);
        Optional<String> onFailure = fields.has("on-failure") ? ways.apply(fields, "on-failure") : next;
        fields.optional("on-failure");
        if (fields.has("on-failure") && !fields.has("await")) {
            fields.place().problem("\"on-failure\" says nothing without \"await\".");
        }
        fields.end();
        if (fields.place().problems().count() != before || next.isEmpty() || onFailure.isEmpty()) {
            return Optional.empty();
        }
        return url.map(to -> new Action.Webhook(id, to, body, await, next.get(), onFailure.get()));
    }

    private static Optional<String> url(Place place) {
        Optional<String> text = place.text();
        return text.isEmpty()
                        || (text.get().length() <= LONGEST_URL
                                && URL.matcher(text.get()).matches())
                ? text
                : place.problem("A URL begins with https:// or http:// and names a host.");
    }

    private static Optional<Span> await(Place place) {
        Optional<Span> span = TimeReader.span(place);
        boolean brief =
                span.isEmpty() || (span.get().days() == 0 && span.get().time().compareTo(LONGEST_AWAIT.time()) <= 0);
        return brief ? span : place.problem("An answer is awaited for 1h at most.");
    }

    private static Optional<Step> emit(String id, Place body, Optional<String> next) {
        if (!(body.value() instanceof Value.ObjectOf)) {
            return body.text().flatMap(event -> next.map(to -> new Action.Emit(id, event, Map.of(), to)));
        }
        return body.fields().flatMap(fields -> {
            Optional<String> event = fields.required("event").flatMap(Place::text);
            Map<String, Operand> properties =
                    fields.optional("properties").map(ActionReader::values).orElse(Map.of());
            fields.end();
            return event.flatMap(name -> next.map(to -> new Action.Emit(id, name, properties, to)));
        });
    }

    private static Optional<Step> start(String id, Place body, Optional<String> next) {
        if (!(body.value() instanceof Value.ObjectOf)) {
            return body.id().flatMap(scenario -> next.map(to -> new Action.Start(id, scenario, Map.of(), to)));
        }
        return body.fields().flatMap(fields -> {
            Optional<String> scenario = fields.required("scenario").flatMap(Place::id);
            Map<String, Operand> properties =
                    fields.optional("properties").map(ActionReader::values).orElse(Map.of());
            fields.end();
            return scenario.flatMap(name -> next.map(to -> new Action.Start(id, name, properties, to)));
        });
    }
}
