package io.kikkake.engine;

import io.kikkake.engine.Effect.What;
import io.kikkake.engine.ScenarioSet.Project;
import io.kikkake.engine.ScenarioSet.Published;
import io.kikkake.engine.ScenarioSet.Status;
import io.kikkake.engine.scenario.RulesReader;
import io.kikkake.engine.scenario.Scenario;
import io.kikkake.engine.scenario.Topic;
import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.state.Run;
import io.kikkake.engine.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A customer living through scenarios under a virtual clock, with the smallest possible host: a map of timers and a list of
 * mails. Times are Tokyo's unless an instant is given.
 */
public final class Customer {

    public static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    public static final Map<String, Topic> TOPICS = Map.of(
            "offers", new Topic("offers", Topic.Kind.MARKETING, Topic.Consent.UNTIL_REFUSED),
            "news", new Topic("news", Topic.Kind.MARKETING, Topic.Consent.OPT_IN),
            "sales", new Topic("sales", Topic.Kind.MARKETING, Topic.Consent.UNTIL_REFUSED),
            "orders", new Topic("orders", Topic.Kind.TRANSACTIONAL, Topic.Consent.NONE));

    private final Map<String, Instant> timers = new TreeMap<>();
    private final List<Effect> effects = new ArrayList<>();
    private ScenarioSet active;
    private CustomerState state;
    private Instant now;
    private long lastEvent;

    private Customer(ScenarioSet active, long id) {
        this.active = active;
        this.state = CustomerState.unknown(id).withAttributes(properties("email", "customer" + id + "@example.jp"));
        this.now = tokyo("2026-06-01T12:00");
    }

    public static Customer of(Scenario... scenarios) {
        return new Customer(set(scenarios), 1);
    }

    public static Customer of(ScenarioSet active) {
        return new Customer(active, 1);
    }

    public static Customer numbered(long id, Scenario... scenarios) {
        Customer customer = new Customer(set(scenarios), id);
        customer.lastEvent = id * 1_000_000;
        return customer;
    }

    public static ScenarioSet set(Scenario... scenarios) {
        return ScenarioSet.of(
                project(),
                Arrays.stream(scenarios)
                        .map(scenario -> new Published(scenario, 1, Status.CURRENT))
                        .toList());
    }

    public static Project project() {
        return new Project(TOKYO, TOPICS);
    }

    /** A project whose rules are written so. */
    public static Project project(String rules) {
        return new Project(TOKYO, TOPICS, RulesReader.read(Documents.value(rules)));
    }

    /** The scenarios under the rules. */
    public static ScenarioSet set(String rules, Scenario... scenarios) {
        return ScenarioSet.of(
                project(rules),
                Arrays.stream(scenarios)
                        .map(scenario -> new Published(scenario, 1, Status.CURRENT))
                        .toList());
    }

    public static Instant tokyo(String local) {
        return LocalDateTime.parse(local).atZone(TOKYO).toInstant();
    }

    public static Value.ObjectOf properties(@Nullable Object... namesAndValues) {
        var fields = new java.util.LinkedHashMap<String, Value>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(String.valueOf(namesAndValues[i]), Value.from(namesAndValues[i + 1]));
        }
        return new Value.ObjectOf(fields);
    }

    public Customer at(String local) {
        return at(tokyo(local));
    }

    /** Lets time pass, timers firing on their way. */
    public Customer at(Instant moment) {
        while (true) {
            Map<String, Instant> all = new TreeMap<>(timers);
            all.putAll(state.memory().timers());
            Optional<Map.Entry<String, Instant>> next = all.entrySet().stream()
                    .filter(timer -> !timer.getValue().isAfter(moment))
                    .min(Comparator.comparing(Map.Entry<String, Instant>::getValue));
            if (next.isEmpty()) {
                break;
            }
            String run = next.get().getKey();
            Instant due = next.get().getValue();
            now = due.isAfter(now) ? due : now;
            // Of run and customer alike; only the names of the customer's own have a colon.
            if (timers.remove(run) != null) {
                decide(new Input.TimerDue(run, due));
            } else {
                decide(new Input.CustomerTimerDue(run, due));
            }
        }
        now = moment;
        return this;
    }

    public Customer after(Duration duration) {
        return at(now.plus(duration));
    }

    /** The host stands still: time passes and no timer fires until it is told again. */
    public Customer outageUntil(String local) {
        now = tokyo(local);
        return this;
    }

    public Customer does(String event, @Nullable Object... namesAndValues) {
        return did(event, now, namesAndValues);
    }

    /** An event that arrives now and happened at another time. */
    public Customer did(String event, Instant timestamp, @Nullable Object... namesAndValues) {
        return decide(new Input.Event(++lastEvent, event, properties(namesAndValues), timestamp));
    }

    public Customer hadDone(String event, Instant timestamp, @Nullable Object... namesAndValues) {
        return decide(new Input.Event(++lastEvent, event, properties(namesAndValues), timestamp, true));
    }

    public Customer repeatsLast(String event, @Nullable Object... namesAndValues) {
        return decide(new Input.Event(lastEvent, event, properties(namesAndValues), now));
    }

    public Customer is(@Nullable Object... namesAndValues) {
        return decide(new Input.Identified(++lastEvent, properties(namesAndValues), now));
    }

    /** The scenario was published to a customer who has done this before. */
    public Customer finds(String scenario, Input.Event... past) {
        return decide(new Input.Published(scenario, List.of(past)));
    }

    public Customer absorbs(Customer other) {
        return decide(new Input.Merged(other.state));
    }

    public Customer subscribes(String topic) {
        return does(ScenarioSet.SUBSCRIBED, "topic", topic);
    }

    public Customer unsubscribes(String topic) {
        return does(ScenarioSet.UNSUBSCRIBED, "topic", topic);
    }

    public Customer nowUnder(ScenarioSet next) {
        active = next;
        return this;
    }

    public Customer decide(Input input) {
        Decision decision = Engine.decide(active, state, input, now);
        state = decision.state();
        for (Effect effect : decision.effects()) {
            effects.add(effect);
            switch (effect) {
                case Effect.SetTimer(var run, var due) -> timers.put(run, due);
                case Effect.CancelTimer(var run) -> timers.remove(run);
                default -> {}
            }
        }
        return this;
    }

    long nextEvent() {
        return ++lastEvent;
    }

    /** The host puts a state in place of the one it has. */
    void becomes(CustomerState next) {
        state = next;
    }

    /** The timer of the run as its host would fire it. */
    public static Input.TimerDue timerOf(Run run) {
        return new Input.TimerDue(run.id(), Objects.requireNonNull(run.due()));
    }

    public CustomerState state() {
        return state;
    }

    public Instant now() {
        return now;
    }

    public Map<String, Instant> timers() {
        return timers;
    }

    public List<Run> runs() {
        return state.runs();
    }

    public <T extends Effect> List<T> effects(Class<T> kind) {
        return effects().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    public List<Effect> effects() {
        return effects;
    }

    public List<Effect.Send> sends() {
        return of(Effect.Send.class);
    }

    /** Ids of the messages sent so far. */
    public List<String> mails() {
        return sends().stream().map(Effect.Send::message).toList();
    }

    public List<Effect.Withdraw> withdrawn() {
        return of(Effect.Withdraw.class);
    }

    public List<Effect.Trace> traces() {
        return of(Effect.Trace.class);
    }

    public List<What> story() {
        return traces().stream().map(Effect.Trace::what).toList();
    }

    public Effect.Trace lastTrace() {
        return traces().getLast();
    }

    /** When the timer of the customer's own is due, on Tokyo's clocks. */
    public LocalDateTime expects(String timer) {
        Instant due = state.memory().timers().get(timer);
        if (due == null) {
            throw new AssertionError("No timer " + timer + ": " + state.memory().timers());
        }
        return LocalDateTime.ofInstant(due, TOKYO);
    }

    /** When the one run under way goes on, on Tokyo's clocks. */
    public LocalDateTime waitsUntil() {
        if (runs().size() != 1) {
            throw new AssertionError("Not one run: " + runs());
        }
        Instant due = runs().getFirst().due();
        if (due == null) {
            throw new AssertionError("Waits for no time: " + runs());
        }
        return LocalDateTime.ofInstant(due, TOKYO);
    }

    private <T extends Effect> List<T> of(Class<T> kind) {
        return effects.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
