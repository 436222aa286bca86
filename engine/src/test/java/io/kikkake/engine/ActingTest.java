package io.kikkake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.Effect.What;
import io.kikkake.engine.scenario.Scenario;
import io.kikkake.engine.state.Run;
import io.kikkake.engine.value.Value;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActingTest {

    private static Scenario of(String steps) {
        return Scenarios.of("s", "trigger: {event: Signed Up}", steps);
    }

    @Test
    void whatIsSetIsSeenByTheNextStep() {
        Customer hanako =
                Customer.of(of("""
                        - {id: s, set: {attributes: {plan: pro, sku: {entry: sku}, gone: {entry: nothing}, trial: null}}}
                        - {id: b, branch: {cases: [{when: {attribute: plan, equals: pro}, next: m}], else: end}}
                        - {id: m, send: one}
                        """)).is("trial", true, "gone", "stays").does("Signed Up", "sku", "x-1");
        assertThat(hanako.mails()).containsExactly("one");
        assertThat(hanako.state().attributes())
                .isEqualTo(Customer.properties(
                        "email", "customer1@example.jp", "gone", "stays", "plan", "pro", "sku", "x-1"));
        assertThat(hanako.effects(Effect.SetAttributes.class))
                .extracting(Effect.SetAttributes::changes)
                .containsExactly(Customer.properties("plan", "pro", "sku", "x-1", "trial", null));
    }

    @Test
    void tagsAreAddedOnceAndRemoved() {
        Customer hanako = Customer.of(of("- {id: s, set: {add-tags: [vip, new], remove-tags: trial}}"))
                .is("tags", List.of("trial", "vip"))
                .does("Signed Up");
        assertThat(hanako.state().attributes().at("tags")).isEqualTo(Value.from(List.of("vip", "new")));
    }

    @Test
    void aConsentThatAStepTakesBackEndsTheOtherRunsOnTheTopic() {
        var stops = Scenarios.of(
                "stops",
                "trigger: {event: Complained}",
                "- {id: s, set: {consents: {offers: false, news: true}}}\n- {id: m, send: one}\n- {id: w, wait: 1h}");
        Customer hanako = Customer.of(Scenarios.cart("{}"), stops)
                .does("Cart Updated", "cart_id", "c-1")
                .does("Complained");
        assertThat(hanako.runs()).extracting(Run::scenario).containsExactly("stops");
        assertThat(hanako.timers()).hasSize(1);
        assertThat(hanako.mails()).isEmpty();
        assertThat(hanako.state().consents()).containsEntry("news", true).containsEntry("offers", false);
        assertThat(hanako.effects(Effect.SetConsent.class))
                .extracting(Effect.SetConsent::topic)
                .containsExactly("offers", "news");
    }

    @Test
    void aCouponOfOurOwnIsTheSameHoweverOftenItIsDecidedAndKnownToTheMail() {
        var scenario =
                of("- {id: c, coupon: {prefix: SUMMER-, expires: 14d}}\n- {id: m, send: one}\n- {id: w, wait: 1d}");
        Customer hanako = Customer.of(scenario).at("2026-06-01T12:00").does("Signed Up");
        Customer again = Customer.of(scenario).at("2026-06-01T12:00").does("Signed Up");
        assertThat(again.effects()).isEqualTo(hanako.effects());
        Value.ObjectOf outputs = hanako.sends().getFirst().run().outputs();
        assertThat(outputs.at("c.code"))
                .asString()
                .matches("Text\\[text=SUMMER-([2-9A-HJKMNP-Z]{4}-){2}[2-9A-HJKMNP-Z]{4}]");
        assertThat(outputs.at("c.expires")).isEqualTo(Value.of("2026-06-15T03:00:00Z"));
        assertThat(hanako.runs().getFirst().outputs()).isEqualTo(outputs);
    }

    @Test
    void couponsInALoopAreNewEachTime() {
        Customer hanako = Customer.of(of("- {id: c, coupon: {}}\n- {id: w, wait: 1d}\n- {id: again, go-to: c}"))
                .does("Signed Up")
                .after(Duration.ofDays(3));
        assertThat(hanako.effects(Effect.IssueCoupon.class))
                .hasSize(4)
                .extracting(Effect.IssueCoupon::code)
                .doesNotHaveDuplicates();
    }

    private static Input.Answered coupon(Run run, boolean ok) {
        return new Input.Answered(
                run.id(), run.step(), run.visit(), ok, Customer.properties("code", ok ? "P-1" : null));
    }

    @Test
    void aCouponFromAPoolComesFromTheHost() {
        Customer hanako = Customer.of(of("- {id: c, coupon: {pool: spring}}\n- {id: m, send: one}"))
                .does("Signed Up");
        Run run = hanako.runs().getFirst();
        hanako.decide(coupon(run, true)).decide(coupon(run, true));
        assertThat(hanako.mails()).containsExactly("one");
        assertThat(hanako.sends().getFirst().run().outputs().at("c.code")).isEqualTo(Value.of("P-1"));
    }

    @Test
    void anEmptyPoolEndsTheRunOrIsPassedBy() {
        Customer ends = Customer.of(of("- {id: c, coupon: {pool: spring}}\n- {id: m, send: one}"))
                .does("Signed Up");
        ends.decide(coupon(ends.runs().getFirst(), false));
        assertThat(ends.mails()).isEmpty();
        assertThat(ends.lastTrace().detail()).isEqualTo(Reason.POOL_EMPTY.code());
        Customer passes = Customer.of(of("- {id: c, coupon: {pool: spring, if-empty: skip}}\n- {id: m, send: one}"))
                .does("Signed Up");
        passes.decide(coupon(passes.runs().getFirst(), false));
        assertThat(passes.mails()).containsExactly("one");
    }

    @Test
    void pointsAndTasksAreGivenOnceAVisit() {
        Customer hanako = Customer.of(of("""
                        - {id: p, points: 100}
                        - {id: t, task: {title: "{customer.lastName}様に {event.product.name} の件で電話{customer.none} {x}", due: 2d}}
                        """))
                .at("2026-06-01T12:00")
                .is("lastName", "山田")
                .does("Signed Up", "product", java.util.Map.of("name", "椅子"));
        assertThat(hanako.effects(Effect.GrantPoints.class))
                .extracting(Effect.GrantPoints::points)
                .containsExactly(100);
        Effect.CreateTask task = hanako.effects(Effect.CreateTask.class).getFirst();
        assertThat(task.title()).isEqualTo("山田様に 椅子 の件で電話 {x}");
        assertThat(task.due()).isEqualTo(Customer.tokyo("2026-06-03T12:00"));
    }

    private static final String HOOK = """
            - {id: h, webhook: {url: "https://crm.example/lead", body: {sku: {entry: sku}}, await: 30s, on-failure: sad}}
            - {id: happy, send: one, next: end}
            - {id: sad, send: two}
            """;

    @Test
    void theRunStandsStillForTheAnswerAndKnowsItThen() {
        Customer hanako = Customer.of(of(HOOK)).at("2026-06-01T12:00").does("Signed Up", "sku", "x-1");
        assertThat(hanako.waitsUntil()).isEqualTo(LocalDateTime.parse("2026-06-01T12:00:30"));
        Effect.CallWebhook call = hanako.effects(Effect.CallWebhook.class).getFirst();
        assertThat(call.body().at("data.sku")).isEqualTo(Value.of("x-1"));
        Run run = hanako.runs().getFirst();
        hanako.decide(new Input.Answered(run.id(), "h", run.visit(), true, Customer.properties("price", 7)));
        assertThat(hanako.mails()).containsExactly("one");
        assertThat(hanako.sends().getFirst().run().outputs().at("h.answer.price"))
                .isEqualTo(Value.of(7));
        assertThat(hanako.timers()).isEmpty();
    }

    @Test
    void withoutAGoodAnswerInTimeItTakesTheOtherWay() {
        Customer late = Customer.of(of(HOOK)).does("Signed Up");
        Run run = late.runs().getFirst();
        late.after(Duration.ofSeconds(30));
        assertThat(late.mails()).containsExactly("two");
        late.decide(new Input.Answered(run.id(), "h", run.visit(), true, Value.Null.NULL));
        assertThat(late.mails()).containsExactly("two");
        Customer refused = Customer.of(of(HOOK)).does("Signed Up");
        Run other = refused.runs().getFirst();
        refused.decide(new Input.Answered(other.id(), "h", other.visit(), false, Value.of("500")));
        assertThat(refused.mails()).containsExactly("two");
    }

    @Test
    void anAnswerNobodyWaitsForIsKeptForLaterSteps() {
        Customer hanako = Customer.of(
                        of(
                                "- {id: h, webhook: {url: \"https://crm.example\"}}\n- {id: w, wait: 1h}\n- {id: m, send: one}"))
                .does("Signed Up");
        Run run = hanako.runs().getFirst();
        hanako.decide(new Input.Answered(run.id(), "h", 1, true, Customer.properties("tier", "gold")))
                .after(Duration.ofHours(1));
        assertThat(hanako.sends().getFirst().run().outputs().at("h.answer.tier"))
                .isEqualTo(Value.of("gold"));
    }

    @Test
    void eventsThatCauseEachOtherStopAfterFive() {
        var ping = Scenarios.of(
                "ping", "trigger: {event: Ping}", "- {id: e, emit: {event: Ping, properties: {n: {entry: n}}}}");
        Customer hanako = Customer.of(ping).does("Ping", "n", 1);
        int seen = 0;
        while (hanako.effects(Effect.EmitEvent.class).size() > seen) {
            Effect.EmitEvent emitted = hanako.effects(Effect.EmitEvent.class).get(seen++);
            assertThat(emitted.properties().at("n")).isEqualTo(Value.of(1));
            hanako.decide(new Input.Event(hanako.nextEvent(), emitted.event(), emitted.properties(), hanako.now()));
        }
        assertThat(seen).isEqualTo(Acting.DEEPEST);
        assertThat(hanako.traces())
                .filteredOn(trace -> trace.what() == What.SKIPPED)
                .extracting(Effect.Trace::detail)
                .containsExactly(Reason.TOO_DEEP.code());
    }

    @Test
    void anotherScenarioIsStartedThroughTheHost() {
        Customer hanako = Customer.of(of("- {id: s, start: {scenario: welcome, properties: {from: {entry: sku}}}}"))
                .does("Signed Up", "sku", "x");
        assertThat(hanako.effects(Effect.StartScenario.class))
                .extracting(Effect.StartScenario::scenario)
                .containsExactly("welcome");
    }

    @Test
    void aChannelWeCannotUseYetFallsThroughToTheNextAndSaysSo() {
        Customer hanako = Customer.of(
                        of("- {id: m, send: one, channels: [line, email]}\n- {id: n, send: two, channels: line}"))
                .does("Signed Up");
        assertThat(hanako.mails()).containsExactly("one");
        assertThat(hanako.traces())
                .filteredOn(trace -> trace.what() == What.SKIPPED || trace.what() == What.BLOCKED)
                .extracting(Effect.Trace::detail)
                .containsExactly(Reason.OTHER_CHANNEL.code(), Reason.NO_ADDRESS.code());
    }
}
