package io.kikkake.engine;

import io.kikkake.engine.ScenarioSet.Published;
import io.kikkake.engine.ScenarioSet.Status;
import io.kikkake.engine.scenario.DefinitionInvalid;
import io.kikkake.engine.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random scenarios, as documents. A new kind of trigger, rule, condition or step comes into the simulation by a line in one
 * of the lists here; what the reader refuses is drawn again.
 */
final class RandomScenarios {

    /** One way to write a part of a document; empty text leaves the part out. */
    interface Kind {
        String write(Draw draw);
    }

    /** Names that matter, besides consent's. */
    static final List<String> EVENTS = List.of("Looked", "Put In Cart", "Signed Up", "Clicked", "Ordered", "Closed");

    private static final List<Kind> TRIGGERS = List.of(
            draw -> "trigger: {event: %s}".formatted(draw.event()),
            draw -> "trigger: {event: %s, where: %s}".formatted(draw.event(), draw.condition("property")));

    private static final List<Kind> RULES = List.of(
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

    private static final List<Kind> CONDITIONS = List.of(
            draw -> "{%s: v, greater-than: %d}".formatted(draw.subject(), draw.number(6)),
            draw -> "{%s: v, in: [1, 2, 3]}".formatted(draw.subject()),
            draw -> "{%s: k, not-equals: a}".formatted(draw.subject()),
            draw -> "{%s: k, exists: %s}".formatted(draw.subject(), draw.oneOf("true", "false")),
            draw -> "{attribute: v, at-most: %d}".formatted(draw.number(6)),
            draw -> "{not: {%s: v, equals: %d}}".formatted(draw.subject(), draw.number(6)),
            draw -> "{any: [{%1$s: v, less-than: %2$d}, {%1$s: k, equals: b}]}"
                    .formatted(draw.subject(), draw.number(6)));

    private static final List<Kind> STEPS = List.of(
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

    private RandomScenarios() {}

    /** So many scenarios, all different in id. */
    static List<Scenario> pool(SplittableRandom random, int size) {
        var pool = new ArrayList<Scenario>();
        while (pool.size() < size) {
            try {
                pool.add(scenario("s" + pool.size(), new Draw(random, 1 + random.nextInt(5))));
            } catch (DefinitionInvalid refused) {
                // Drawn again: a loop without a wait, or steps nobody reaches.
            }
        }
        return pool;
    }

    /** A set of some of the pool's scenarios, each current, old or archived, sometimes in two versions. */
    static ScenarioSet set(List<Scenario> some, SplittableRandom random) {
        var published = new ArrayList<Published>();
        for (Scenario scenario : some) {
            if (random.nextInt(4) == 0) {
                published.add(new Published(scenario, 1, Status.OLD));
                published.add(new Published(scenario, 2, Status.CURRENT));
            } else {
                Status status = random.nextInt(8) == 0 ? Status.ARCHIVED : Status.CURRENT;
                published.add(new Published(scenario, 1, status));
            }
        }
        return ScenarioSet.of(Customer.project(), published);
    }

    private static Scenario scenario(String id, Draw draw) {
        var fields = new StringBuilder(draw.of(TRIGGERS)).append('\n');
        for (Kind rule : RULES) {
            String text = rule.write(draw);
            fields.append(text).append(text.isEmpty() ? "" : "\n");
        }
        var steps = new StringBuilder();
        for (int i = 0; i < draw.steps; i++) {
            steps.append("- {id: %s, %s}%n".formatted(Draw.step(i), draw.of(STEPS)));
        }
        return Scenarios.of(id, fields.toString(), steps.toString());
    }

    /** The dice. */
    static final class Draw {
        private final SplittableRandom random;
        private final int steps;
        private String subject = "property";

        Draw(SplittableRandom random, int steps) {
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

        /** Any of the scenario's steps, or its end. */
        String step() {
            int step = random.nextInt(steps + 1);
            return step == steps ? "end" : step(step);
        }

        /** @param subject what most of its tests look at: property, entry or attribute */
        String condition(String subject) {
            this.subject = subject;
            return of(CONDITIONS);
        }

        String subject() {
            return subject;
        }

        private static String step(int number) {
            return "step_" + number;
        }
    }
}
