package io.kikkake.flink;

import io.kikkake.engine.ScenarioSet.Status;
import io.kikkake.engine.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Small scenarios as they come from the topic of scenarios. */
final class Publications {

    static final String CART = """
            scenario: cart
            name: Cart
            topic: offers
            trigger: {event: Cart Updated}
            key: cart_id
            reentry: {active: restart}
            goal: {event: Order Completed, where: {property: cart_id, equals: {entry: cart_id}}}
            exit: {event: Account Closed}
            steps:
              - {id: wait_1h, wait: 1h}
              - {id: mail_1, send: one}
              - {id: wait_1d, wait: 1d}
              - {id: mail_2, send: two}
            messages:
              one: {from: owner, subject: One, mjml: <mjml/>}
              two: {from: owner, subject: Two, mjml: <mjml/>}
            """;

    /** The same with the second message first. */
    static final String CART_2 = CART.replace("{active: restart}", "{active: refresh}")
            .replace("send: one", "send: 1")
            .replace("send: two", "send: one")
            .replace("send: 1", "send: two");

    static final String LOOP = """
            scenario: loop
            name: Loop
            topic: offers
            trigger: {event: Signed Up}
            exit: {event: Account Closed}
            steps:
              - {id: w, wait: {business-days: 1, at: "09:00"}}
              - {id: b, branch: {cases: [{when: {attribute: value, exists: true}, next: m}]}}
              - {id: f, wait-for: {events: [{event: Clicked, next: m}], timeout: 2d}}
              - {id: m, send: one, next: w}
            messages:
              one: {from: owner, subject: One, mjml: <mjml/>}
            """;

    static final String NEWS = """
            scenario: news
            name: News
            topic: news
            trigger: {event: Clicked}
            reentry: {after-exit: {after: 1d}}
            steps:
              - {id: m, send: one}
            messages:
              one: {from: owner, subject: One, mjml: <mjml/>}
            """;

    static final ScenarioChange OFFERS = topic("offers", "MARKETING", "UNTIL_REFUSED");
    static final ScenarioChange NEWS_TOPIC = topic("news", "MARKETING", "OPT_IN");

    private Publications() {}

    static ScenarioChange current(String yaml, int version) {
        return change(yaml, version, Status.CURRENT);
    }

    static ScenarioChange change(String yaml, int version, Status status) {
        return ScenarioChange.read(json(yaml, version, status));
    }

    static byte[] json(String yaml, int version, Status status) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("document", value(yaml));
        fields.put("version", version);
        fields.put("status", status.name().toLowerCase(Locale.ROOT));
        return Json.bytes(fields);
    }

    static Value value(String yaml) {
        return Value.from(new Yaml(new SafeConstructor(new LoaderOptions())).<Object>load(yaml));
    }

    /** All of them, in their first versions. */
    static List<ScenarioChange> all() {
        return List.of(OFFERS, NEWS_TOPIC, current(CART, 1), current(LOOP, 1), current(NEWS, 1));
    }

    static byte[] topicJson(String id, String kind, String consent) {
        return Json.bytes(Map.of("topic", Map.of("id", id, "kind", kind, "consent", consent)));
    }

    private static ScenarioChange topic(String id, String kind, String consent) {
        return ScenarioChange.read(topicJson(id, kind, consent));
    }
}
