package io.kikkake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.ScenarioSet.Published;
import io.kikkake.engine.ScenarioSet.Status;
import io.kikkake.engine.scenario.GuardRules;
import io.kikkake.engine.scenario.GuardRules.Cap;
import io.kikkake.engine.scenario.Scenario;
import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.state.StateCodec;
import io.kikkake.engine.time.QuietHours;
import io.kikkake.engine.time.Span;
import io.kikkake.engine.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;

/** Whatever happens, in whatever order and however often: caps are never exceeded and nobody is woken at night. */
class CapsTest {

    /** What happens to one of two customers, who may become one. */
    sealed interface Act {

        record Does(int who, String event, String key) implements Act {}

        /** The last event of the customer is decided once more. */
        record Again(int who) implements Act {}

        record Moves(int who, String zone) implements Act {}

        record Waits(int minutes) implements Act {}

        record BecomeOne() implements Act {}
    }

    private static final List<Scenario> SCENARIOS = List.of(
            scenario(
                    "carts",
                    "A",
                    "offers",
                    "key: k",
                    "- {id: m, send: one}\n- {id: w, wait: 3h}\n- {id: n, send: two}"),
            scenario(
                    "calls",
                    "B",
                    "sales",
                    "key: k\npriority: 5\nexclusion-group: g",
                    "- {id: m, send: one, on-block: {defer: 3d}}"),
            scenario("news", "C", "offers", "exclusion-group: g", "- {id: m, send: one, on-block: skip}"),
            scenario("orders", "D", "orders", "key: k", "- {id: m, send: one}"));

    private static Scenario scenario(String id, String event, String topic, String fields, String steps) {
        return Documents.scenario("""
                scenario: %s
                name: %s
                topic: %s
                trigger: {event: %s}
                %s
                steps:
                %s
                messages:
                  one: {from: owner, subject: One, mjml: <mjml/>}
                  two: {from: owner, subject: Two, mjml: <mjml/>}
                """.formatted(id, id, topic, event, fields, steps.indent(2)));
    }

    @Provide
    Arbitrary<GuardRules> rules() {
        Arbitrary<Span> spans = Arbitraries.of("90m", "5h", "1d", "36h", "3d")
                .map(text -> Span.parse(text).orElseThrow());
        Arbitrary<Cap> cap = Combinators.combine(
                        Arbitraries.integers().between(1, 3),
                        spans,
                        Arbitraries.of("offers", "sales").injectNull(0.5))
                .as(Cap::new);
        Arbitrary<QuietHours> quiet = Arbitraries.of(
                QuietHours.between(LocalTime.of(22, 0), LocalTime.of(7, 0)),
                QuietHours.between(LocalTime.of(12, 0), LocalTime.of(13, 30)));
        return Combinators.combine(
                        cap.list().ofMinSize(1).ofMaxSize(4),
                        spans.injectNull(0.7),
                        quiet.injectNull(0.5),
                        spans.injectNull(0.5))
                .as((caps, same, hours, within) ->
                        new GuardRules(caps, same, hours, 0, Map.of("g", new GuardRules.Group(within))));
    }

    @Provide
    Arbitrary<List<Act>> acts() {
        Arbitrary<Integer> who = Arbitraries.integers().between(0, 1);
        Arbitrary<Act> does = Combinators.combine(
                        who, Arbitraries.of("A", "B", "C", "D"), Arbitraries.of("x", "y", "z"))
                .as(Act.Does::new);
        Arbitrary<Act> moves = Combinators.combine(
                        who, Arbitraries.of("Asia/Tokyo", "America/New_York", "Pacific/Apia", "nowhere"))
                .as(Act.Moves::new);
        return Arbitraries.frequencyOf(
                        Tuple.of(10, does),
                        Tuple.of(2, who.map(Act.Again::new)),
                        Tuple.of(1, moves),
                        Tuple.of(6, Arbitraries.integers().between(0, 900).map(Act.Waits::new)),
                        Tuple.of(1, Arbitraries.just(new Act.BecomeOne())))
                .list()
                .ofMaxSize(60);
    }

    @Tag("drawn")
    @Property(tries = 1500)
    void capsAreNeverExceededAndQuietHoursKept(@ForAll("rules") GuardRules rules, @ForAll("acts") List<Act> acts) {
        var life = new Life(rules);
        acts.forEach(life::live);
        life.live(new Act.Waits(10_000));
    }

    /** Two customers under the rules, watched at every message. */
    private static final class Life {

        private record Sent(Instant at, String topic) {}

        private final GuardRules rules;
        private final List<Customer> customers = new ArrayList<>();
        private final List<List<Sent>> sent = List.of(new ArrayList<>(), new ArrayList<>());
        private final int[] seen = new int[2];
        private final String[][] last = {{"A", "x"}, {"A", "x"}};
        private boolean one;

        Life(GuardRules rules) {
            this.rules = rules;
            ScenarioSet set = ScenarioSet.of(
                    new ScenarioSet.Project(Customer.TOKYO, Customer.TOPICS, rules),
                    SCENARIOS.stream()
                            .map(scenario -> new Published(scenario, 1, Status.CURRENT))
                            .toList());
            for (long id = 1; id <= 2; id++) {
                customers.add(Customer.numbered(id).nowUnder(set));
            }
        }

        void live(Act act) {
            switch (act) {
                case Act.Does(int who, String event, String key) -> {
                    one(who).does(event, "k", key);
                    last[one ? 0 : who] = new String[] {event, key};
                }
                case Act.Again(int who) -> {
                    String[] again = last[one ? 0 : who];
                    one(who).repeatsLast(again[0], "k", again[1]);
                }
                case Act.Moves(int who, String zone) -> one(who).is("timezone", zone);
                case Act.Waits(int minutes) -> {
                    // From timer to timer, for what is sent is looked at with the clock of then.
                    one(0).at(one(0).now());
                    one(1).at(one(1).now());
                    check();
                    Instant until = one(0).now().plus(Duration.ofMinutes(minutes));
                    while (one(0).now().isBefore(until)) {
                        Instant next = next(until);
                        one(0).at(next);
                        one(1).at(next);
                        check();
                    }
                }
                case Act.BecomeOne() -> {
                    if (!one) {
                        one = true;
                        check();
                        customers.get(0).absorbs(customers.get(1));
                        sent.get(0).addAll(sent.get(1));
                    }
                }
            }
            check();
            for (Customer customer : customers) {
                customer.becomes(stored(customer.state()));
            }
        }

        private Instant next(Instant until) {
            Instant next = until;
            for (Customer customer : one ? customers.subList(0, 1) : customers) {
                for (Instant due : customer.timers().values()) {
                    next = due.isAfter(one(0).now()) && due.isBefore(next) ? due : next;
                }
            }
            return next;
        }

        private Customer one(int who) {
            return customers.get(one ? 0 : who);
        }

        private void check() {
            for (int who = 0; who < (one ? 1 : 2); who++) {
                Customer customer = customers.get(who);
                List<Effect.Send> sends = customer.sends();
                for (int i = seen[who]; i < sends.size(); i++) {
                    check(customer, sent.get(who), sends.get(i));
                }
                seen[who] = sends.size();
            }
        }

        private void check(Customer customer, List<Sent> before, Effect.Send send) {
            Instant now = customer.now();
            boolean transactional = send.topic().equals("orders");
            if (!transactional) {
                for (Cap cap : rules.caps()) {
                    if (cap.topic() == null || cap.topic().equals(send.topic())) {
                        Duration length =
                                Duration.ofDays(cap.per().days()).plus(cap.per().time());
                        assertThat(before)
                                .filteredOn(other -> other.at().plus(length).isAfter(now))
                                .filteredOn(other -> cap.topic() == null
                                        ? !other.topic().equals("orders")
                                        : other.topic().equals(cap.topic()))
                                .as("%s at %s under %s", send.id(), now, cap)
                                .hasSizeLessThan(cap.most());
                    }
                }
                if (rules.quietHours() != null) {
                    assertThat(rules.quietHours().opensAt(now, zone(customer.state())))
                            .isEqualTo(now);
                }
            }
            before.add(new Sent(now, send.topic()));
        }

        private static ZoneId zone(CustomerState state) {
            return state.attributes().fields().get("timezone") instanceof Value.Text(var zone) && zone.contains("/")
                    ? ZoneId.of(zone)
                    : Customer.TOKYO;
        }

        private static CustomerState stored(CustomerState state) {
            return StateCodec.read(StateCodec.write(state), state.id(), state.attributes());
        }
    }
}
