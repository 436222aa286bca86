package io.kikkake.engine.scenario;

import io.kikkake.engine.time.Span;
import io.kikkake.engine.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a scenario of a document. {@code scenario.schema.json} beside this package says the same for editors; what only
 * the whole document can tell (steps that are not there, ways that lead nowhere) is refused here alone.
 */
public final class ScenarioReader {

    /** Where the JSON Schema is on the class path. */
    public static final String SCHEMA = "/io/kikkake/engine/scenario.schema.json";

    private final Problems problems = new Problems();

    private static final List<String> BODIES_OF_MAIL = List.of("mjml", "html", "text");

    private ScenarioReader() {}

    /**
     * Reads a scenario.
     *
     * @throws DefinitionInvalid with everything that is wrong
     */
    public static Scenario read(Value document) {
        return new ScenarioReader().scenario(document);
    }

    private Scenario scenario(Value document) {
        var place = new Place(document, "", problems);
        Optional<Scenario> scenario = place.fields().flatMap(this::scenario);
        problems.refuse();
        return scenario.orElseThrow(() -> new IllegalStateException("A scenario without problems is a scenario"));
    }

    private Optional<Scenario> scenario(Fields fields) {
        Optional<String> id = fields.required("scenario").flatMap(Place::id);
        Optional<Names> name = fields.required("name").flatMap(NamesReader::read);
        Optional<String> topic = fields.required("topic").flatMap(Place::id);
        Optional<Trigger> trigger = fields.required("trigger").flatMap(TriggerReader::read);
        @Nullable String key = fields.optional("key").flatMap(Place::text).orElse(null);
        Reentry reentry =
                fields.optional("reentry").flatMap(ScenarioReader::reentry).orElse(Reentry.DEFAULT);
        List<EventPattern> goals = outcomes(fields, "goal");
        List<EventPattern> exits = outcomes(fields, "exit");
        Map<String, Value.ObjectOf> messages =
                fields.optional("messages").map(ScenarioReader::messages).orElse(Map.of());
        var reader = new StepsReader(messages.keySet());
        List<Step> steps = fields.required("steps").map(reader::read).orElse(List.of());
        OwnRules own = RulesReader.own(fields);
        fields.end();
        if (!reader.ids().isEmpty()) {
            problems.refuseUnknownSteps(reader.ids());
        }
        if (id.isEmpty() || name.isEmpty() || topic.isEmpty() || trigger.isEmpty()) {
            return Optional.empty();
        }
        List<EventPattern> ends = Replies.exits(id.get(), goals, exits, steps, messages);
        return Optional.of(new Scenario(
                id.get(), name.get(), topic.get(), trigger.get(), key, reentry, goals, ends, steps, messages, own));
    }

    private static List<EventPattern> outcomes(Fields fields, String name) {
        var patterns = new ArrayList<EventPattern>();
        fields.optional(name)
                .map(Place::oneOrMore)
                .orElse(List.of())
                .forEach(place -> EventReader.read(place).ifPresent(patterns::add));
        return patterns;
    }

    private static Optional<Reentry> reentry(Place place) {
        return place.fields().map(fields -> {
            Reentry.WhileActive active = fields.optional("active")
                    .flatMap(ScenarioReader::whileActive)
                    .orElse(Reentry.DEFAULT.active());
            Reentry.AfterExit afterExit = fields.optional("after-exit")
                    .flatMap(ScenarioReader::afterExit)
                    .orElse(Reentry.DEFAULT.afterExit());
            fields.end();
            return new Reentry(active, afterExit);
        });
    }

    private static Optional<Reentry.WhileActive> whileActive(Place place) {
        List<String> words = Stream.of(Reentry.WhileActive.values())
                .map(active -> active.name().toLowerCase(Locale.ROOT))
                .toList();
        if (place.value() instanceof Value.Text(var text)) {
            return words.contains(text)
                    ? Optional.of(Reentry.WhileActive.valueOf(text.toUpperCase(Locale.ROOT)))
                    : place.problem(
                            "\"active\" is one of " + String.join(", ", words) + ".",
                            Problems.nearest(text, words).orElse(null));
        }
        return place.problem("\"active\" is one of " + String.join(", ", words) + ".");
    }

    private static Optional<Reentry.AfterExit> afterExit(Place place) {
        if (place.value() instanceof Value.ObjectOf) {
            return place.fields().flatMap(fields -> {
                Optional<Span> span = fields.required("after").flatMap(TimeReader::span);
                fields.end();
                return span.map(Reentry.AfterExit.After::new);
            });
        }
        String word = place.value() instanceof Value.Text(var text) ? text : "";
        return switch (word) {
            case "always" -> Optional.of(new Reentry.AfterExit.Always());
            case "never" -> Optional.of(new Reentry.AfterExit.Never());
            default ->
                place.problem(
                        "\"after-exit\" is always, never or a length of time such as {after: 7d}.",
                        Problems.nearest(word, List.of("always", "never")).orElse(null));
        };
    }

    private static Map<String, Value.ObjectOf> messages(Place place) {
        var messages = new LinkedHashMap<String, Value.ObjectOf>();
        if (!(place.value() instanceof Value.ObjectOf(var fields))) {
            place.problem("Messages are fields: the id of each and its content.");
            return messages;
        }
        fields.forEach((id, content) -> {
            Place message = place.field(id, content);
            new Place(Value.of(id), message.pointer(), message.problems()).id();
            message.fields().ifPresent(ScenarioReader::message);
            if (content instanceof Value.ObjectOf(var said) && said.isEmpty()) {
                message.problem("A message says something: give it a subject and text, or a part for another channel.");
            }
            // Kept even if wrong, so that a step that sends it is not refused as well.
            messages.put(id, content instanceof Value.ObjectOf object ? object : Value.ObjectOf.EMPTY);
        });
        return messages;
    }

    /** What else it says, and by which channels, is for the part that renders it. */
    private static void message(Fields fields) {
        List<Place> bodies = BODIES_OF_MAIL.stream()
                .flatMap(name -> fields.optional(name).stream())
                .toList();
        bodies.forEach(Place::text);
        Optional<Place> subject = bodies.isEmpty() ? fields.optional("subject") : fields.required("subject");
        subject.ifPresent(Place::text);
        Optional<Place> from = bodies.isEmpty() ? fields.optional("from") : fields.required("from");
        from.ifPresent(ScenarioReader::sender);
    }

    private static void sender(Place from) {
        if (from.value() instanceof Value.Text(var text)) {
            if (!text.equals("owner")) {
                from.problem("The sender is \"owner\", or has a name and an email.", "owner");
            }
            return;
        }
        from.fields().ifPresent(fields -> {
            fields.optional("name").ifPresent(Place::text);
            fields.required("email").ifPresent(Place::text);
        });
    }
}
