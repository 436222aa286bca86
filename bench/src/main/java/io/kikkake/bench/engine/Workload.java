package io.kikkake.bench.engine;

import io.kikkake.engine.Engine;
import io.kikkake.engine.Input;
import io.kikkake.engine.ScenarioSet;
import io.kikkake.engine.ScenarioSet.Project;
import io.kikkake.engine.ScenarioSet.Published;
import io.kikkake.engine.ScenarioSet.Status;
import io.kikkake.engine.scenario.Scenario;
import io.kikkake.engine.scenario.ScenarioReader;
import io.kikkake.engine.scenario.Topic;
import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.state.Run;
import io.kikkake.engine.value.Value;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import tools.jackson.databind.json.JsonMapper;

/**
 * Scenarios and customers like a shop's: 50 scenarios, five for each of ten event names, each with a condition on its
 * trigger, a key, a goal and four steps; customers with attributes, consents and runs under way. The same every time.
 */
final class Workload {

    /** A customer, what happens, and when. */
    record Case(CustomerState state, Input input, Instant now) {}

    private static final int SCENARIOS = 50;
    private static final int CUSTOMERS = 1_024;
    private static final Instant START = Instant.parse("2026-06-01T03:00:00Z");
    private static final List<String> NAMES = List.of(
            "Product Viewed",
            "Cart Updated",
            "Signed Up",
            "Form Submitted",
            "Document Downloaded",
            "Seminar Registered",
            "Trial Started",
            "Review Written",
            "Ticket Closed",
            "Coupon Received");
    private static final String DEFINITION = """
            {"scenario": "s%1$d", "name": "s%1$d", "topic": "offers",
             "trigger": {"event": "%2$s", "where": {"all": [
               {"property": "category", "equals": "c%1$d"}, {"property": "total", "at-least": 1000},
               {"not": {"attribute": "rank", "in": ["staff", "blocked"]}}]}},
             "key": "cart_id", "reentry": {"active": "restart", "after-exit": "always"},
             "goal": {"event": "%3$s", "where": {"property": "cart_id", "equals": {"entry": "cart_id"}}},
             "exit": {"event": "Account Closed"},
             "steps": [
               {"id": "wait_1h", "wait": "1h"},
               {"id": "mail_1", "send": "one"},
               {"id": "wait_1d", "wait": {"for": "1d", "at": "10:00"}},
               {"id": "mail_2", "send": "one"}],
             "messages": {"one": {"from": "owner", "subject": "One", "mjml": "<mjml/>"}}}""";

    private final ScenarioSet active;
    private final SplittableRandom random = new SplittableRandom(50);
    private long lastEvent;

    /** @param silent further scenarios that listen to nothing that happens here */
    Workload(int silent) {
        var published = new ArrayList<Published>();
        for (int i = 0; i < SCENARIOS + silent; i++) {
            boolean isSilent = i >= SCENARIOS;
            String trigger = isSilent ? "Never " + i : NAMES.get(i % NAMES.size());
            String goal = isSilent ? "Never Reached " + i : i < 20 ? "Order Completed" : "Reached " + i;
            published.add(new Published(scenario(DEFINITION.formatted(i, trigger, goal)), 1, Status.CURRENT));
        }
        var offers = new Topic("offers", Topic.Kind.MARKETING, Topic.Consent.UNTIL_REFUSED);
        active = ScenarioSet.of(new Project(ZoneId.of("Asia/Tokyo"), Map.of("offers", offers)), published);
    }

    ScenarioSet active() {
        return active;
    }

    /** Events that scenarios listen to and that change nothing: the condition of no trigger holds. */
    Case[] idle() {
        return cases(customer -> {
            Value.ObjectOf properties = properties("c999", "cart-" + customer.id());
            String name = NAMES.get(random.nextInt(NAMES.size()));
            return new Case(customer, event(name, properties, START.plusSeconds(600)), START.plusSeconds(600));
        });
    }

    /** Events that no scenario has ever named. */
    Case[] unheard() {
        return cases(customer -> {
            Value.ObjectOf properties = properties("c1", "cart-" + customer.id());
            return new Case(
                    customer, event("Page Scrolled", properties, START.plusSeconds(600)), START.plusSeconds(600));
        });
    }

    /** A quarter each: a run begins, one begins anew, one goes on by its timer and sends, one reaches its goal. */
    Case[] active50() {
        return cases(customer -> switch ((int) (customer.id() % 4)) {
            case 0 -> enters(customer, "another-" + customer.id());
            case 1 -> enters(customer, cart(customer, 1));
            case 2 -> goesOn(customer);
            default -> {
                Instant now = START.plusSeconds(600);
                yield new Case(customer, event("Order Completed", properties("", cart(customer, 1)), now), now);
            }
        });
    }

    private Case enters(CustomerState customer, String cart) {
        Instant now = START.plusSeconds(600);
        return new Case(customer, event("Cart Updated", properties("c1", cart), now), now);
    }

    private static Case goesOn(CustomerState customer) {
        Run run = customer.runs().getFirst();
        Instant due = Objects.requireNonNull(run.due());
        return new Case(customer, new Input.TimerDue(run.id(), due), due);
    }

    private Case[] cases(java.util.function.Function<CustomerState, Case> happening) {
        var cases = new Case[CUSTOMERS];
        for (int i = 0; i < CUSTOMERS; i++) {
            cases[i] = happening.apply(customer(i + 1));
        }
        return cases;
    }

    /** A customer who is in three scenarios, has left one and has spoken about a topic. */
    private CustomerState customer(long id) {
        CustomerState state = CustomerState.unknown(id).withAttributes((Value.ObjectOf) Value.from(Map.of(
                "email",
                "customer" + id + "@example.jp",
                "lastName",
                "山田",
                "firstName",
                "花子",
                "rank",
                "gold",
                "points",
                id,
                "prefecture",
                "東京都",
                "birthday",
                "1990-05-01")));
        state = decide(state, event(ScenarioSet.SUBSCRIBED, topic(), START), START);
        state = decide(state, event("Cart Updated", properties("c1", cart(state, 1)), START), START);
        state = decide(state, event("Signed Up", properties("c2", "member-" + id), START), START);
        state = decide(state, event("Trial Started", properties("c6", "trial-" + id), START), START);
        state = decide(state, event("Form Submitted", properties("c3", cart(state, 2)), START), START);
        return decide(state, event("Order Completed", properties("", cart(state, 2)), START), START);
    }

    private CustomerState decide(CustomerState state, Input input, Instant now) {
        return Engine.decide(active, state, input, now).state();
    }

    private static String cart(CustomerState customer, int number) {
        return "cart-" + customer.id() + "-" + number;
    }

    private Input event(String name, Value.ObjectOf properties, Instant at) {
        // Names of events come from the database, never as the very object that is the key of an index.
        return new Input.Event(++lastEvent, new String(name.toCharArray()), properties, at);
    }

    private static Value.ObjectOf topic() {
        return (Value.ObjectOf) Value.from(Map.of("topic", "offers"));
    }

    private static Value.ObjectOf properties(String category, String cart) {
        return (Value.ObjectOf) Value.from(Map.of(
                "cart_id",
                cart,
                "category",
                category,
                "total",
                12_800,
                "currency",
                "JPY",
                "products",
                List.of(Map.of("product_id", "P-100", "name", "有田焼の湯のみ", "price", 3_200, "quantity", 4))));
    }

    private static Scenario scenario(String json) {
        return ScenarioReader.read(Value.from(JsonMapper.shared().readValue(json, Map.class)));
    }
}
