package io.kikkake.engine;

import io.kikkake.engine.ScenarioSet.Published;
import io.kikkake.engine.ScenarioSet.Status;
import io.kikkake.engine.scenario.Scenario;
import io.kikkake.engine.value.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random lives of customers, nonsense included. */
public final class Histories {

    /** Something that happens to a customer. */
    sealed interface Act {

        record Does(String event, Value.ObjectOf properties, Duration ago, boolean historical) implements Act {}

        record Becomes(Value.ObjectOf traits) implements Act {}

        /** Time passes and timers fire. */
        record Waits(Duration duration) implements Act {}

        /** A timer fires once more, or for nobody. */
        record Echo(int which) implements Act {}

        record Absorbs(List<Act> other) implements Act {}

        record Publishes(int set) implements Act {}
    }

    private static final Scenario LOOP =
            Scenarios.of("loop", "trigger: {event: Signed Up}\nexit: {event: Account Closed}", """
            - {id: w, wait: {business-days: 1, at: "09:00"}}
            - {id: b, branch: {cases: [{when: {attribute: value, exists: true}, next: m}, {when: {property: value, at-most: 3}, next: out}]}}
            - {id: f, wait-for: {events: [{event: Clicked, where: {property: value, not-equals: {entry: value}}, next: m}], timeout: 2d}}
            - {id: m, send: two, next: w}
            - {id: out, exit: {}}
            """);
    private static final Scenario DEEDS =
            Scenarios.of("deeds", "trigger: {event: Signed Up}\ngoal: {event: Order Completed}", """
            - {id: s, set: {attributes: {value: {entry: value}, other: {property: other}}, add-tags: [new]}}
            - {id: c, coupon: {prefix: X-, expires: 1d}}
            - {id: ab, split: {arms: [{arm: a, weight: 50}, {arm: b, weight: 50, next: f}]}}
            - {id: d, wait: {until: {attribute: value, before: 1d, at: "09:00"}, if-missing: go-on, if-past: skip-step}}
            - {id: m, send: one}
            - {id: f, wait-for: {conditions: [{when: {attribute: other, exists: true}, next: h}], events: {event: Clicked}, timeout: 1d}}
            - {id: h, webhook: {url: "https://x.example", await: 5m, on-failure: b}}
            - {id: e, emit: Clicked}
            - {id: b, wait: {until: {best-hour: {otherwise: "19:00"}}}}
            - {id: n, send: two}
            - {id: q, set: {consents: {offers: false}}}
            """);
    private static final Scenario NEWS = Scenarios.of(
            "news", "trigger: {event: Clicked}\nreentry: {after-exit: {after: 1d}}", "- {id: m, send: one}");

    private static final Scenario TALLIES = Scenarios.of(
            "tallies", "trigger: {event: Clicked, where: {performed: Page Viewed, at-least: 2, within: 2d}}", """
            - {id: w, wait: 1d}
            - {id: b, branch: {cases: [{when: {performed: Clicked, sum: value, at-least: 1, within: 3d}, next: m}, {when: {performed: Clicked, distinct: value, at-least: 2}, next: out}, {when: {sequence: {event: Page Viewed}, without: {event: Clicked}, for: 1d}, next: w}]}}
            - {id: m, send: two}
            - {id: out, exit: {}}
            """);

    static final List<ScenarioSet> SETS = List.of(
            set(
                    new Published(Scenarios.cart("{active: restart}"), 1, Status.CURRENT),
                    new Published(LOOP, 1, Status.CURRENT),
                    new Published(DEEDS, 1, Status.CURRENT),
                    new Published(NEWS, 1, Status.CURRENT),
                    new Published(TALLIES, 1, Status.CURRENT)),
            set(
                    new Published(Scenarios.cart("{active: restart}"), 1, Status.OLD),
                    new Published(Scenarios.cart("{active: refresh, after-exit: never}"), 2, Status.CURRENT),
                    new Published(LOOP, 1, Status.CURRENT),
                    new Published(NEWS, 1, Status.ARCHIVED),
                    new Published(TALLIES, 1, Status.OLD)),
            set(
                    new Published(Scenarios.cart("{active: ignore}"), 3, Status.CURRENT),
                    new Published(LOOP, 1, Status.OLD),
                    new Published(TALLIES, 1, Status.CURRENT)),
            // The same under rules: messages wait, are skipped and are counted.
            ScenarioSet.of(
                    Customer.project("""
                            caps: [{most: 2, per: 36h}, {most: 1, per: 5h, topic: offers}]
                            same-message-within: 20h
                            quiet-hours: {from: "22:00", to: "07:00", days: [sunday], holidays: jp}
                            """),
                    List.of(
                            new Published(Scenarios.cart("{active: restart}"), 1, Status.CURRENT),
                            new Published(LOOP, 1, Status.CURRENT),
                            new Published(NEWS, 1, Status.CURRENT))),
            set(
                    new Published(Scenarios.cart("{active: restart}"), 1, Status.CURRENT),
                    new Published(triggered("inside", "entered: {attribute: value, exists: true}"), 1, Status.CURRENT),
                    new Published(triggered("outside", "left: {attribute: value, at-least: 3}"), 1, Status.CURRENT),
                    new Published(triggered("born", "date: other, every: year"), 1, Status.CURRENT),
                    new Published(triggered("quiet", "inactive: {event: Clicked}, for: 2d"), 1, Status.CURRENT),
                    new Published(
                            triggered("less", "trend: {event: Signed Up}, window: 2d, down: 20"), 1, Status.CURRENT),
                    new Published(triggered("more", "trend: {event: Clicked}, window: 2d, up: 20"), 1, Status.CURRENT),
                    new Published(triggered("after", "scenario: quiet"), 1, Status.CURRENT),
                    new Published(triggered("round", "scenario: after"), 1, Status.CURRENT)));

    private static final List<String> NAMES = List.of(
            "Cart Updated",
            "Cart Updated",
            "Order Completed",
            "Signed Up",
            "Clicked",
            "Account Closed",
            "Page Viewed",
            "Message Opened",
            ScenarioSet.SUBSCRIBED,
            ScenarioSet.UNSUBSCRIBED,
            Feedback.DROPPED,
            Feedback.LIFTED);

    private Histories() {}

    private static Scenario triggered(String id, String trigger) {
        return Scenarios.of(
                id, "trigger: {" + trigger + "}", "- {id: m, send: one}\n- {id: w, wait: 3h}\n- {id: n, send: two}");
    }

    private static ScenarioSet set(Published... published) {
        return ScenarioSet.of(Customer.project(), List.of(published));
    }

    static Arbitrary<List<Act>> histories() {
        Arbitrary<Act> absorbs = act().list().ofMaxSize(12).map(Act.Absorbs::new);
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(12, act()), net.jqwik.api.Tuple.of(1, absorbs))
                .list()
                .ofMaxSize(40);
    }

    private static Arbitrary<Act> act() {
        Arbitrary<Act> does = Combinators.combine(
                        Arbitraries.of(NAMES),
                        properties(),
                        Arbitraries.frequencyOf(
                                net.jqwik.api.Tuple.of(6, Arbitraries.just(Duration.ZERO)),
                                net.jqwik.api.Tuple.of(
                                        3,
                                        Arbitraries.longs()
                                                .between(-100_000, 500_000)
                                                .map(Duration::ofSeconds)),
                                net.jqwik.api.Tuple.of(1, Arbitraries.longs().map(Histories::seconds))),
                        Arbitraries.of(true, false, false, false, false))
                .as(Act.Does::new);
        Arbitrary<Act> becomes = properties().map(Act.Becomes::new);
        Arbitrary<Act> waits =
                Arbitraries.longs().between(0, 400_000).map(seconds -> new Act.Waits(Duration.ofSeconds(seconds)));
        Arbitrary<Act> echo = Arbitraries.integers().between(0, 5).map(Act.Echo::new);
        Arbitrary<Act> publishes =
                Arbitraries.integers().between(0, SETS.size() - 1).map(Act.Publishes::new);
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(8, does),
                net.jqwik.api.Tuple.of(1, becomes),
                net.jqwik.api.Tuple.of(4, waits),
                net.jqwik.api.Tuple.of(1, echo),
                net.jqwik.api.Tuple.of(1, publishes));
    }

    /** Any timestamp an {@link Instant} can be, as far from now as it may be. */
    private static Duration seconds(long any) {
        long bound = Instant.MAX.getEpochSecond() - 4_000_000_000L;
        return Duration.ofSeconds(Math.floorMod(any, 2 * bound) - bound);
    }

    private static Arbitrary<Value.ObjectOf> properties() {
        Arbitrary<Value> key = Arbitraries.of(Value.of("a"), Value.of("b"), Value.of(3), Value.of(""), Value.Null.NULL);
        Arbitrary<Value> topic = Arbitraries.of(Value.of("offers"), Value.of("news"), Value.of("?"), Value.of(1));
        Arbitrary<Value> zone = Arbitraries.of(
                        "Asia/Tokyo", "America/New_York", "Pacific/Apia", "nowhere", "", "+18:00")
                .map(Value::of);
        return Combinators.combine(
                        key, topic, zone, values(), Arbitraries.integers().between(0, 31))
                .as((cart, about, where, value, mask) -> {
                    var fields = new LinkedHashMap<String, Value>();
                    Value other = mask % 3 == 0 ? Value.of("200%d-02-29".formatted(mask % 9)) : value;
                    List<Map.Entry<String, Value>> all = List.of(
                            Map.entry("cart_id", cart),
                            Map.entry("topic", about),
                            Map.entry("timezone", where),
                            Map.entry("value", value),
                            Map.entry("other", other));
                    for (int i = 0; i < all.size(); i++) {
                        // The first two are mostly there, for otherwise nothing would happen.
                        if ((mask & (1 << i)) == 0 || (i < 2 && mask % 7 != 0)) {
                            fields.put(all.get(i).getKey(), all.get(i).getValue());
                        }
                    }
                    return new Value.ObjectOf(fields);
                });
    }

    public static Arbitrary<Value> values() {
        Arbitrary<Value> scalar = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(20).map(Histories::storable).map(Value::of),
                Arbitraries.integers().between(-5, 10).map(Value::of),
                Arbitraries.bigDecimals().map(Value.Number::new),
                Arbitraries.of("1E+2000000000", "-1E-2000000000", "0E+9", "1000")
                        .map(text -> new Value.Number(new BigDecimal(text))),
                Arbitraries.of(true, false).map(Value::of),
                Arbitraries.just(Value.Null.NULL));
        return Arbitraries.recursive(
                () -> scalar,
                inner -> Arbitraries.oneOf(
                        inner.list().ofMaxSize(3).map(Value.ListOf::new),
                        Arbitraries.maps(Arbitraries.of("a", "b", "c"), inner)
                                .ofMaxSize(3)
                                .map(Value.ObjectOf::new)),
                0,
                3);
    }

    /** Without halves of surrogate pairs, which ingest refuses: no database would keep them. */
    private static String storable(String text) {
        return new String(
                text.getBytes(java.nio.charset.StandardCharsets.UTF_8), java.nio.charset.StandardCharsets.UTF_8);
    }
}
