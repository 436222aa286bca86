package io.kikkake.engine.scenario;

import io.kikkake.engine.scenario.GuardRules.Cap;
import io.kikkake.engine.scenario.GuardRules.Group;
import io.kikkake.engine.time.BusinessCalendar;
import io.kikkake.engine.time.QuietHours;
import io.kikkake.engine.time.Span;
import io.kikkake.engine.value.Value;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what the guard is told: the rules of the project, and what a scenario or a step says for itself. */
public final class RulesReader {

    /** Where the JSON Schema of the project's rules is on the class path. */
    public static final String SCHEMA = "/io/kikkake/engine/rules.schema.json";

    private static final Map<String, Span> WINDOWS =
            Map.of("day", new Span(1, Duration.ZERO), "week", new Span(7, Duration.ZERO));

    private RulesReader() {}

    /**
     * Reads the project's rules.
     *
     * @throws DefinitionInvalid with everything that is wrong
     */
    public static GuardRules read(Value document) {
        var problems = new Problems();
        Optional<GuardRules> rules = new Place(document, "", problems).fields().map(RulesReader::rules);
        problems.refuse();
        return rules.orElseThrow(() -> new IllegalStateException("Rules without problems are rules"));
    }

    private static GuardRules rules(Fields fields) {
        List<Cap> caps = fields.optional("caps").map(RulesReader::caps).orElse(List.of());
        @Nullable
        Span same =
                fields.optional("same-message-within").flatMap(TimeReader::span).orElse(null);
        @Nullable
        QuietHours quiet =
                fields.optional("quiet-hours").flatMap(RulesReader::quietHours).orElse(null);
        int holdout = fields.optional("holdout").flatMap(RulesReader::percent).orElse(0);
        Map<String, Group> groups =
                fields.optional("exclusion-groups").map(RulesReader::groups).orElse(Map.of());
        fields.end();
        return new GuardRules(caps, same, quiet, holdout, groups);
    }

    private static List<Cap> caps(Place place) {
        var caps = new ArrayList<Cap>();
        List<Place> items = place.items();
        if (items.size() > GuardRules.MOST_CAPS) {
            place.problem("There are at most " + GuardRules.MOST_CAPS + " caps.");
            return caps;
        }
        items.forEach(item -> item.fields().ifPresent(fields -> {
            Optional<Integer> most =
                    fields.required("most").flatMap(number -> whole(number, 1, GuardRules.HIGHEST_CAP));
            Optional<Span> per = fields.required("per").flatMap(RulesReader::window);
            @Nullable String topic = fields.optional("topic").flatMap(Place::id).orElse(null);
            fields.end();
            most.ifPresent(n -> per.ifPresent(span -> caps.add(new Cap(n, span, topic))));
        }));
        return caps;
    }

    private static Optional<Span> window(Place place) {
        Span named = place.value() instanceof Value.Text(var word) ? WINDOWS.get(word) : null;
        return named == null ? TimeReader.span(place) : Optional.of(named);
    }

    private static Map<String, Group> groups(Place place) {
        var groups = new LinkedHashMap<String, Group>();
        if (!(place.value() instanceof Value.ObjectOf(var named))) {
            place.problem("Exclusion groups are fields: the name of each and what holds for it.");
            return groups;
        }
        named.forEach((name, content) -> {
            Place group = place.field(name, content);
            new Place(Value.of(name), group.pointer(), group.problems()).id();
            group.fields().ifPresent(fields -> {
                groups.put(
                        name,
                        new Group(fields.optional("within")
                                .flatMap(TimeReader::span)
                                .orElse(null)));
                fields.end();
            });
        });
        return groups;
    }

    /** The fields of a scenario that speak to the guard. */
    static OwnRules own(Fields fields) {
        int priority = fields.optional("priority")
                .flatMap(number -> whole(number, 0, OwnRules.HIGHEST_PRIORITY))
                .orElse(0);
        @Nullable
        String group = fields.optional("exclusion-group").flatMap(Place::id).orElse(null);
        int holdout = fields.optional("holdout").flatMap(RulesReader::percent).orElse(0);
        @Nullable
        Span same =
                fields.optional("same-message-within").flatMap(TimeReader::span).orElse(null);
        OwnRules.Quiet quiet =
                fields.optional("quiet-hours").flatMap(RulesReader::quiet).orElse(new OwnRules.Quiet.AsProject());
        @Nullable
        Integer ceiling = fields.optional("ceiling")
                .flatMap(number -> whole(number, 1, OwnRules.HIGHEST_CEILING))
                .orElse(null);
        return new OwnRules(priority, group, holdout, same, quiet, ceiling);
    }

    private static Optional<OwnRules.Quiet> quiet(Place place) {
        if (place.value() instanceof Value.Text(var word)) {
            return word.equals("none")
                    ? Optional.of(new OwnRules.Quiet.Never())
                    : place.problem("Quiet hours are \"none\", or have \"from\" and \"to\".", "none");
        }
        return quietHours(place).map(OwnRules.Quiet.Own::new);
    }

    private static Optional<QuietHours> quietHours(Place place) {
        return place.fields().flatMap(fields -> {
            int before = place.problems().count();
            @Nullable
            LocalTime from = fields.optional("from").flatMap(TimeReader::time).orElse(null);
            @Nullable
            LocalTime to = fields.optional("to").flatMap(TimeReader::time).orElse(null);
            Set<DayOfWeek> days = fields.optional("days").map(RulesReader::days).orElse(Set.of());
            boolean holidays =
                    fields.optional("holidays").filter(RulesReader::isJapan).isPresent();
            if (fields.has("from") != fields.has("to")) {
                place.problem("Quiet hours have both \"from\" and \"to\", or neither.");
            } else if (from != null && from.equals(to)) {
                place.problem("Quiet hours that end when they begin: leave them out for none, or name \"days\".");
            } else if (Stream.of("from", "days", "holidays").noneMatch(fields::has)) {
                place.problem("Quiet hours have \"from\" and \"to\", \"days\" or \"holidays\".");
            }
            fields.end();
            return place.problems().count() == before
                    ? Optional.of(new QuietHours(from, to, days, holidays))
                    : Optional.empty();
        });
    }

    private static Set<DayOfWeek> days(Place place) {
        List<String> words =
                Stream.of(DayOfWeek.values()).map(RulesReader::word).toList();
        var days = EnumSet.noneOf(DayOfWeek.class);
        for (Place item : place.items()) {
            String word = item.value() instanceof Value.Text(var text) ? text : "";
            if (!words.contains(word)) {
                item.problem(
                        "A day is one of " + String.join(", ", words) + ".",
                        Problems.nearest(word, words).orElse(null));
            } else if (!days.add(DayOfWeek.valueOf(word.toUpperCase(Locale.ROOT)))) {
                item.problem("The day is there already.");
            }
        }
        if (days.size() == words.size()) {
            place.problem("Some day must not be quiet.");
        }
        return days;
    }

    static String word(DayOfWeek day) {
        return day.name().toLowerCase(Locale.ROOT);
    }

    private static boolean isJapan(Place place) {
        if (place.value() instanceof Value.Text(var id) && id.equals(BusinessCalendar.JP.id())) {
            return true;
        }
        place.problem("Holidays are those of \"jp\".", BusinessCalendar.JP.id());
        return false;
    }

    /** {@code on-block} of a send step. */
    static Optional<OnBlock> onBlock(Place place) {
        if (place.value() instanceof Value.ObjectOf) {
            return place.fields().flatMap(fields -> {
                Optional<Span> atMost = fields.required("defer").flatMap(TimeReader::span);
                fields.end();
                return atMost.map(span -> new OnBlock(OnBlock.Kind.DEFER, span));
            });
        }
        String word = place.value() instanceof Value.Text(var text) ? text : "";
        return switch (word) {
            case "skip" -> Optional.of(new OnBlock(OnBlock.Kind.SKIP, null));
            case "defer" -> Optional.of(OnBlock.DEFAULT);
            case "end" -> Optional.of(new OnBlock(OnBlock.Kind.END, null));
            default ->
                place.problem(
                        "\"on-block\" is skip, defer, end or a longest delay such as {defer: 3d}.",
                        Problems.nearest(word, List.of("skip", "defer", "end")).orElse(null));
        };
    }

    private static Optional<Integer> whole(Place place, int least, int most) {
        boolean fits = place.value() instanceof Value.Number(var number)
                && number.scale() <= 0
                && number.compareTo(BigDecimal.valueOf(least)) >= 0
                && number.compareTo(BigDecimal.valueOf(most)) <= 0;
        return fits && place.value() instanceof Value.Number(var number)
                ? Optional.of(number.intValueExact())
                : place.problem("A whole number from " + least + " to " + most + " is expected here.");
    }

    /** In hundredths of a percent. */
    private static Optional<Integer> percent(Place place) {
        boolean fits = place.value() instanceof Value.Number(var number)
                && number.signum() >= 0
                && number.compareTo(BigDecimal.valueOf(100)) <= 0;
        return fits && place.value() instanceof Value.Number(var number)
                ? Optional.of((int) Math.round(number.doubleValue() * 100))
                : place.problem("A percentage from 0 to 100 is expected here.");
    }
}
