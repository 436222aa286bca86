package io.kikkake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.Effect.What;
import io.kikkake.engine.scenario.Scenario;
import io.kikkake.engine.state.Run;
import io.kikkake.engine.value.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps that neither wait nor send hand the run on to the next, and the timeline says what they did. */
class GoingOnTest {

    private static Scenario of(String steps) {
        return Scenarios.of("s", "trigger: {event: Signed Up}", steps);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            set: {attributes: {plan: pro}}        | -
            points: 100                           | 100
            task: {title: 電話}                   | 電話
            webhook: {url: "https://crm.example"} | -
            emit: {event: Welcomed}               | Welcomed
            start: {scenario: other}              | other
            """)
    void theNextStepIsTakenAtOnce(String action, String told) {
        Customer hanako = Customer.of(of("- {id: a, " + action + "}\n- {id: m, send: one}"))
                .does("Signed Up");
        assertThat(hanako.mails()).containsExactly("one");
        assertThat(hanako.traces())
                .filteredOn(trace -> trace.what() == What.DONE)
                .singleElement()
                .satisfies(trace -> {
                    assertThat(trace.step()).isEqualTo("a");
                    assertThat(trace.detail()).isEqualTo(told);
                });
        assertThat(hanako.lastTrace().what()).isEqualTo(What.ENDED);
        assertThat(hanako.lastTrace().detail()).isNull();
    }

    @Test
    void pointsAreKnownToLaterSteps() {
        Customer hanako =
                Customer.of(of("- {id: p, points: 100}\n- {id: m, send: one}")).does("Signed Up");
        assertThat(hanako.sends().getFirst().run().outputs().at("p.points")).isEqualTo(Value.of(100));
    }

    @Test
    void aCouponOfAPoolIsAskedForAndTheTimelineSaysWhatCameOfIt() {
        Customer hanako = Customer.of(of("- {id: c, coupon: {pool: spring, expires: 14d}}\n- {id: m, send: one}"))
                .at("2026-06-01T12:00")
                .does("Signed Up");
        assertThat(hanako.effects(Effect.TakeCoupon.class)).singleElement().satisfies(asked -> {
            assertThat(asked.pool()).isEqualTo("spring");
            assertThat(asked.expires()).isEqualTo(Customer.tokyo("2026-06-15T12:00"));
        });
        Run run = hanako.runs().getFirst();
        hanako.decide(new Input.Answered(run.id(), "c", run.visit(), true, Customer.properties("code", "P-1")));
        assertThat(hanako.traces())
                .filteredOn(trace -> trace.what() == What.DONE)
                .extracting(Effect.Trace::detail)
                .containsExactly("P-1");
    }

    @Test
    void anEmptyPoolIsToldOnTheTimelineAlsoWhereItIsPassedBy() {
        Customer hanako = Customer.of(of("- {id: c, coupon: {pool: spring, if-empty: skip}}\n- {id: m, send: one}"))
                .does("Signed Up");
        Run run = hanako.runs().getFirst();
        hanako.decide(new Input.Answered(run.id(), "c", run.visit(), false, Value.Null.NULL));
        assertThat(hanako.traces())
                .filteredOn(trace -> trace.what() == What.SKIPPED)
                .extracting(Effect.Trace::detail)
                .containsExactly(Reason.POOL_EMPTY.code());
        Customer ends = Customer.of(of("- {id: c, coupon: {pool: spring}}\n- {id: m, send: one}"))
                .does("Signed Up");
        Run over = ends.runs().getFirst();
        ends.decide(new Input.Answered(over.id(), "c", over.visit(), false, Value.Null.NULL));
        assertThat(ends.runs()).isEmpty();
        assertThat(ends.lastTrace().what()).isEqualTo(What.EXITED);
    }

    private static final String HOOK = """
            - {id: h, webhook: {url: "https://crm.example", await: 30s, on-failure: sad}}
            - {id: happy, send: one, next: end}
            - {id: sad, send: two}
            """;

    private static List<String> toldOfTheWebhook(Customer customer) {
        return customer.traces().stream()
                .filter(trace -> trace.what() == What.DONE)
                .map(trace -> String.valueOf(trace.detail()))
                .toList();
    }

    @Test
    void whatCameOfAWebhookIsToldOnTheTimeline() {
        Customer answered = Customer.of(of(HOOK)).does("Signed Up");
        Run run = answered.runs().getFirst();
        answered.decide(new Input.Answered(run.id(), "h", run.visit(), true, Value.Null.NULL));
        assertThat(toldOfTheWebhook(answered)).containsExactly("null");
        Customer refused = Customer.of(of(HOOK)).does("Signed Up");
        Run other = refused.runs().getFirst();
        refused.decide(new Input.Answered(other.id(), "h", other.visit(), false, Value.Null.NULL));
        assertThat(toldOfTheWebhook(refused)).containsExactly(Reason.NOT_ANSWERED.code());
        Customer late = Customer.of(of(HOOK)).does("Signed Up").after(Duration.ofSeconds(30));
        assertThat(toldOfTheWebhook(late)).containsExactly(Reason.NOT_ANSWERED.code());
    }

    @Test
    void anAnswerIsForTheRunThatAskedOnly() {
        Scenario keyed = Scenarios.of("s", "trigger: {event: Signed Up}\nkey: id", HOOK);
        Customer hanako = Customer.of(keyed).does("Signed Up", "id", 1).does("Signed Up", "id", 2);
        Run second = hanako.runs().getLast();
        hanako.decide(new Input.Answered(second.id(), "h", second.visit(), true, Value.Null.NULL));
        assertThat(hanako.runs()).extracting(Run::key).containsExactly("1");
        hanako.decide(new Input.Answered("nobody", "h", 1, true, Value.Null.NULL));
        assertThat(hanako.runs()).extracting(Run::key).containsExactly("1");
    }

    private static final String CAUSES = """
            - {id: e, emit: {event: Done}}
            - {id: s, start: {scenario: other}}
            - {id: m, send: one}
            """;

    @Test
    void whatIsCausedSaysHowDeepInTheRowItIs() {
        Customer hanako = Customer.of(of(CAUSES)).does("Signed Up", Acting.DEPTH, 2);
        assertThat(hanako.effects(Effect.EmitEvent.class)
                        .getFirst()
                        .properties()
                        .at(Acting.DEPTH))
                .isEqualTo(Value.of(3));
        assertThat(hanako.effects(Effect.StartScenario.class)
                        .getFirst()
                        .properties()
                        .at(Acting.DEPTH))
                .isEqualTo(Value.of(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "6", "1E+2000000000"})
    void whatWouldBeTooDeepIsPassedBy(BigDecimal depth) {
        Customer hanako = Customer.of(of(CAUSES)).does("Signed Up", Acting.DEPTH, depth);
        assertThat(hanako.effects(Effect.EmitEvent.class)).isEmpty();
        assertThat(hanako.effects(Effect.StartScenario.class)).isEmpty();
        assertThat(hanako.mails()).containsExactly("one");
        assertThat(hanako.traces())
                .filteredOn(trace -> trace.what() == What.SKIPPED)
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-7", "0", "-1E+2000000000", "1E-2000000000"})
    void whatNeverWasADepthIsNone(BigDecimal depth) {
        Customer hanako = Customer.of(of(CAUSES)).does("Signed Up", Acting.DEPTH, depth);
        assertThat(hanako.effects(Effect.EmitEvent.class)
                        .getFirst()
                        .properties()
                        .at(Acting.DEPTH))
                .isEqualTo(Value.of(1));
    }

    @Test
    void anEventThatMovesARunMakesWhatItCausesAsDeepAsItself() {
        Customer hanako = Customer.of(of("- {id: w, wait-for: {events: {event: Pinged}}}\n" + CAUSES))
                .does("Signed Up", Acting.DEPTH, 1)
                .does("Pinged", Acting.DEPTH, 3);
        assertThat(hanako.effects(Effect.EmitEvent.class)
                        .getFirst()
                        .properties()
                        .at(Acting.DEPTH))
                .isEqualTo(Value.of(4));
    }

    private static final Scenario THREE = of("""
            - id: abc
              split: {arms: [{arm: a, weight: 20, next: m}, {arm: b, weight: 30, next: m}, {arm: c, weight: 50, next: m}]}
            - {id: m, send: one}
            """);

    @Test
    void aCustomerTakesTheArmInWhoseShareTheyStand() {
        for (long id = 1; id <= 200; id++) {
            int share = Ids.share("s", "abc", id);
            String arm = share < 2_000 ? "a" : share < 5_000 ? "b" : "c";
            Customer customer = Customer.numbered(id, THREE).does("Signed Up");
            assertThat(customer.effects(Effect.TookArm.class))
                    .extracting(Effect.TookArm::arm)
                    .containsExactly(arm);
            assertThat(customer.traces())
                    .filteredOn(trace -> trace.what() == What.BRANCHED)
                    .extracting(Effect.Trace::step, Effect.Trace::detail)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple("abc", arm));
        }
    }
}
