package io.kikkake.engine;

import io.kikkake.engine.scenario.DefinitionInvalid;
import io.kikkake.engine.scenario.Scenario;
import io.kikkake.engine.scenario.ScenarioReader;
import io.kikkake.engine.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Random scenarios, as documents. A new kind of trigger, rule, condition or step comes into the simulation by a line in one
 * of the lists here; what the reader refuses is drawn again.
 */
public final class RandomScenarios {

    /** A scenario, and the document it was read from. */
    public record Written(String yaml, Value definition, Scenario scenario) {}

    /** One way to write a part of a document; empty text leaves the part out. */
    interface Kind {
        String write(Draw draw);
    }

    /** Names that matter, besides consent's. */
    public static final List<String> EVENTS = List.of("Looked", "Put In Cart", "Signed Up", "Clicked", "Ordered", "Closed");

    private static final List<Kind> EVENT_TRIGGERS = List.of(
            draw -> "trigger: {event: %s}".formatted(draw.event()),
            draw -> "trigger: {event: %s, where: %s}".formatted(draw.event(), draw.condition("property")));

    private static final List<Kind> OTHER_TRIGGERS = List.of(
            draw -> "trigger: {entered: %s}".formatted(draw.condition("attribute")),
            draw -> "trigger: {left: {attribute: v, at-least: %d}}".formatted(draw.number(6)),
            draw -> "trigger: {entered: {performed: %s, at-least: 2, within: %s}}".formatted(draw.event(), draw.span()),
            draw -> "trigger: {date: born, every: year}",
            draw -> "trigger: {date: until, before: 1d}",
            draw -> "trigger: {inactive: {event: %s}, for: %s}".formatted(draw.event(), draw.span()),
            draw -> "trigger: {trend: {event: %s}, window: 2d, up: 20}".formatted(draw.event()),
            draw -> "trigger: {scenario: s%d%s}".formatted(draw.number(4), draw.oneOf("", ", ending: goal")));

    private static final List<Kind> RULES_OF_RUNS = List.of(
            draw -> draw.oneOf("", "", "key: k"),
            draw -> draw.oneOf(
                    "",
                    "reentry: {active: restart}",
                    "reentry: {active: refresh, after-exit: never}",
                    "reentry: {active: ignore, after-exit: {after: 2d}}",
                    "reentry: {active: restart, after-exit: {after: 6h}}"),
            draw -> draw.oneOf(
                    "",
                    "goal: {event: Ordered}",
                    "goal: {event: Ordered, where: {property: k, equals: {entry: k}}}",
                    "goal: {event: Ordered, where: {all: [{property: k, equals: {entry: k}}, %s]}}"
                            .formatted(draw.condition("property"))),
            draw -> draw.oneOf("", "exit: {event: Closed}"));

    private static final List<Kind> RULES_OF_THE_GUARD = List.of(
            draw -> draw.oneOf("", "priority: 5\nexclusion-group: g", "priority: 1\nexclusion-group: g"),
            draw -> draw.oneOf("", "", "", "holdout: 50"),
            draw -> draw.oneOf("", "", "quiet-hours: none"));

    private static final List<Kind> TESTS = List.of(
            draw -> "{%s: v, greater-than: %d}".formatted(draw.subject(), draw.number(6)),
            draw -> "{%s: v, in: [1, 2, 3]}".formatted(draw.subject()),
            draw -> "{%s: k, not-equals: a}".formatted(draw.subject()),
            draw -> "{%s: k, exists: %s}".formatted(draw.subject(), draw.oneOf("true", "false")),
            draw -> "{attribute: v, at-most: %d}".formatted(draw.number(6)),
            draw -> "{not: {%s: v, equals: %d}}".formatted(draw.subject(), draw.number(6)),
            draw -> "{any: [{%1$s: v, less-than: %2$d}, {%1$s: k, equals: b}]}"
                    .formatted(draw.subject(), draw.number(6)));

    private static final List<Kind> TESTS_OF_THE_PAST = List.of(
            draw -> "{performed: %s, at-least: %d, within: %s}"
                    .formatted(draw.event(), 1 + draw.number(3), draw.span()),
            draw -> "{not-performed: %s, within: %s}".formatted(draw.event(), draw.span()),
            draw -> "{performed: %s, sum: v, at-least: 4, within: 3d}".formatted(draw.event()),
            draw -> "{sequence: {event: %s}, without: {event: %s}, for: 3h}".formatted(draw.event(), draw.event()),
            draw -> "{consent: news, given: %s}".formatted(draw.oneOf("true", "false")),
            draw -> "{attribute: until, within-next: 3d}");

    private static final List<Kind> SIMPLE_STEPS = List.of(
            draw -> "send: one",
            draw -> "send: two",
            draw -> "wait: " + draw.oneOf("10m", "1h", "1d", "3d"),
            draw -> "wait: {for: 1d, at: \"10:00\"}",
            draw -> "wait: {business-days: 2, at: \"09:00\"}",
            draw -> "wait-for: {events: [{event: %s, next: %s}, {event: %s, where: %s, next: %s}], timeout: %s}"
                    .formatted(
                            draw.event(),
                            draw.step(),
                            draw.event(),
                            draw.condition("property"),
                            draw.step(),
                            draw.oneOf("1h", "2d")),
            draw -> "wait-for: {events: [{event: %s, next: %s}]}".formatted(draw.event(), draw.step()),
            draw -> "branch: {cases: [{when: %s, next: %s}, {when: %s, next: %s}]}"
                    .formatted(draw.condition("entry"), draw.step(), draw.condition("attribute"), draw.step()),
            draw -> "exit: {}");

    private static final List<Kind> OTHER_STEPS = List.of(
            draw -> "send: one, on-block: " + draw.oneOf("skip", "defer", "end", "{defer: 3d}"),
            draw -> "send: two, next: " + draw.step(),
            draw -> "go-to: " + draw.step(),
            draw -> "wait: 2h, next: " + draw.step(),
            draw -> "wait: {until: \"9:30\"}",
            draw -> "wait: {until: {weekday: [mon, thu], at: \"10:00\"}}",
            draw -> "wait: {until: {attribute: until, before: 1d, at: \"09:00\"}, if-past: %s, if-missing: %s}"
                    .formatted(draw.oneOf("skip-step", "go-on"), draw.oneOf("go-on", "skip-step")),
            draw -> "wait-for: {events: [{event: %s, next: %s}], conditions: [{when: %s, next: %s}]}"
                    .formatted(draw.event(), draw.step(), draw.condition("entry"), draw.step()),
            draw -> "split: {arms: [{arm: a, weight: 50}, {arm: b, weight: 50, next: %s}]}".formatted(draw.step()),
            draw -> "set: {attributes: {v: {entry: v}, w: %d}}".formatted(draw.number(6)),
            draw -> "set: {consents: {%s: %s}}"
                    .formatted(draw.oneOf("offers", "news"), draw.oneOf("true", "false")),
            draw -> "coupon: {prefix: X-, expires: 1d}",
            draw -> "coupon: {pool: spring, if-empty: %s}".formatted(draw.oneOf("skip", "exit")),
            draw -> "webhook: {url: \"https://hooks.example\", await: 5m, on-failure: %s}".formatted(draw.step()),
            draw -> "emit: {event: %s}".formatted(draw.event()),
            draw -> "start: {scenario: s%d, properties: {k: {entry: k}}}".formatted(draw.number(4)),
            draw -> "points: 10");

    /** What documents are made of. */
    private record Repertoire(
            List<Kind> triggers, List<Kind> rules, List<Kind> tests, List<Kind> steps, List<String> topics) {

        private static final Repertoire ALL = new Repertoire(
                both(EVENT_TRIGGERS, OTHER_TRIGGERS),
                both(RULES_OF_RUNS, RULES_OF_THE_GUARD),
                both(TESTS, TESTS_OF_THE_PAST),
                both(SIMPLE_STEPS, OTHER_STEPS),
                List.of("offers", "offers", "offers", "sales", "news", "orders"));

        private static final Repertoire OF_EVENTS =
                new Repertoire(EVENT_TRIGGERS, RULES_OF_RUNS, TESTS, SIMPLE_STEPS, List.of("offers"));

        private static List<Kind> both(List<Kind> some, List<Kind> more) {
            return Stream.concat(some.stream(), more.stream()).toList();
        }
    }

    private RandomScenarios() {}

    /** So many scenarios, all different in id, that only events move: they change nothing about the customer themselves. */
    static List<Scenario> ofEvents(SplittableRandom random, int size) {
        var pool = new ArrayList<Scenario>();
        while (pool.size() < size) {
            written("s" + pool.size(), random, Repertoire.OF_EVENTS).map(Written::scenario).ifPresent(pool::add);
        }
        return pool;
    }

    /** @return empty where the reader refuses what was drawn: a loop without a wait, or steps nobody reaches */
    public static Optional<Written> written(String id, SplittableRandom random) {
        return written(id, random, Repertoire.ALL);
    }

    private static Optional<Written> written(String id, SplittableRandom random, Repertoire repertoire) {
        String yaml = document(id, new Draw(random, 1 + random.nextInt(5), repertoire));
        try {
            Value definition = Documents.value(yaml);
            return Optional.of(new Written(yaml, definition, ScenarioReader.read(definition)));
        } catch (DefinitionInvalid refused) {
            return Optional.empty();
        }
    }

    /** What holds for all scenarios of a world: caps, quiet hours and the like, as a document. */
    public static String rules(SplittableRandom random) {
        var draw = new Draw(random, 1, Repertoire.ALL);
        return draw.oneOf(
                "{}",
                "{caps: [{most: 2, per: day}], exclusion-groups: {g: {within: 12h}}}",
                """
                caps: [{most: 3, per: 36h}, {most: 1, per: 5h, topic: offers}]
                same-message-within: 20h
                quiet-hours: {from: "22:00", to: "07:00", days: [sunday], holidays: jp}
                holdout: 10
                """,
                """
                caps: [{most: 1, per: 2h, topic: offers}, {most: 4, per: week}]
                quiet-hours: {from: "20:00", to: "08:00"}
                exclusion-groups: {g: {}}
                """);
    }

    private static String document(String id, Draw draw) {
        var fields = new StringBuilder(draw.of(draw.repertoire.triggers())).append('\n');
        for (Kind rule : draw.repertoire.rules()) {
            String text = rule.write(draw);
            fields.append(text).append(text.isEmpty() ? "" : "\n");
        }
        var steps = new StringBuilder();
        for (int i = 0; i < draw.steps; i++) {
            steps.append("- {id: %s, %s}%n".formatted(Draw.step(i), draw.of(draw.repertoire.steps())));
        }
        String topic = draw.oneOf(draw.repertoire.topics().toArray(String[]::new));
        return Scenarios.document(id, topic, fields.toString(), steps.toString());
    }

    /** The dice. */
    static final class Draw {
        private final SplittableRandom random;
        private final int steps;
        private final Repertoire repertoire;
        private String subject = "property";

        Draw(SplittableRandom random, int steps, Repertoire repertoire) {
            this.repertoire = repertoire;
            this.random = random;
            this.steps = steps;
        }

        String of(List<Kind> kinds) {
            return kinds.get(random.nextInt(kinds.size())).write(this);
        }

        String oneOf(String... texts) {
            return texts[random.nextInt(texts.length)];
        }

        int number(int below) {
            return random.nextInt(below);
        }

        String event() {
            return EVENTS.get(random.nextInt(EVENTS.size()));
        }

        String span() {
            return oneOf("6h", "1d", "3d");
        }

        /** Any of the scenario's steps, or its end. */
        String step() {
            int step = random.nextInt(steps + 1);
            return step == steps ? "end" : step(step);
        }

        /** @param subject what most of its tests look at: property, entry or attribute */
        String condition(String subject) {
            this.subject = subject;
            return of(repertoire.tests());
        }

        String subject() {
            return subject;
        }

        private static String step(int number) {
            return "step_" + number;
        }
    }
}
