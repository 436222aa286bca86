package io.kikkake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.Effect.What;
import io.kikkake.engine.state.Run;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntryTest {

    @Test
    void anEventThatMatchesTheConditionStartsARun() {
        var scenario = Scenarios.of(
                "s",
                "trigger: {event: Viewed, where: {all: [{property: price, at-least: 1000}, {attribute: member, equals: true}]}}",
                "- {id: w, wait: 1h}");
        assertThat(Customer.of(scenario).does("Viewed", "price", 2000).runs()).isEmpty();
        assertThat(Customer.of(scenario)
                        .is("member", true)
                        .does("Viewed", "price", 999)
                        .runs())
                .isEmpty();
        assertThat(Customer.of(scenario)
                        .is("member", true)
                        .does("Viewed", "price", 1000)
                        .runs())
                .hasSize(1);
    }

    @Test
    void aRunRemembersItsEntryEventAndItsMailSeesIt() {
        Customer hanako = Customer.of(Scenarios.cart("{}")).does("Cart Updated", "cart_id", "c-1", "url", "https://x");
        Run run = hanako.runs().getFirst();
        assertThat(run.key()).isEqualTo("c-1");
        assertThat(run.startedAt()).isEqualTo(hanako.now());
        assertThat(run.step()).isEqualTo("wait_1h");
        assertThat(run.visit()).isEqualTo(1);

        Effect.Send mail = hanako.after(Duration.ofHours(1)).sends().getFirst();
        assertThat(mail.run().entry().at("url")).isNotNull();
        assertThat(mail.run().visit()).isEqualTo(2);
        assertThat(mail.step()).isEqualTo("mail_1");
        assertThat(mail.topic()).isEqualTo("offers");
    }

    @Test
    void keysKeepRunsApart() {
        Customer hanako = Customer.of(Scenarios.cart("{}"))
                .does("Cart Updated", "cart_id", "c-1")
                .does("Cart Updated", "cart_id", "c-2")
                .does("Cart Updated", "cart_id", 3);
        assertThat(hanako.runs()).extracting(Run::key).containsExactly("c-1", "c-2", "3");
        assertThat(hanako.does("Order Completed", "cart_id", "c-2").runs())
                .extracting(Run::key)
                .containsExactly("c-1", "3");
    }

    @Test
    void anEventWithoutTheKeyEntersNothingAndSaysSo() {
        Customer hanako = Customer.of(Scenarios.cart("{}")).does("Cart Updated", "cart_id", "");
        assertThat(hanako.runs()).isEmpty();
        assertThat(hanako.lastTrace().what()).isEqualTo(What.IGNORED);
        assertThat(hanako.lastTrace().detail()).isEqualTo(Reason.NO_KEY.code());
        assertThat(hanako.does("Cart Updated")
                        .does("Cart Updated", "cart_id", List.of("a"))
                        .runs())
                .isEmpty();
    }

    @Test
    void aKeyOfAnyLengthIsOneKey() {
        Customer hanako = Customer.of(Scenarios.cart("{}"))
                .does("Cart Updated", "cart_id", "c".repeat(10_000))
                .does("Cart Updated", "cart_id", "c".repeat(10_000))
                .does("Cart Updated", "cart_id", "c".repeat(10_001));
        assertThat(hanako.runs()).hasSize(2);
    }

    @Test
    void importedHistoryStartsNothing() {
        Customer hanako = Customer.of(Scenarios.cart("{}"), Scenarios.welcome("{}"))
                .hadDone("Cart Updated", Customer.tokyo("2026-05-01T10:00"), "cart_id", "c-1")
                .hadDone("Signed Up", Customer.tokyo("2026-05-01T10:00"));
        assertThat(hanako.effects()).isEmpty();
        assertThat(hanako.runs()).isEmpty();
    }

    @Test
    void aLateEventWaitsFromItsOwnTimeAndWhatIsOverdueGoesAtOnce() {
        Customer hanako = Customer.of(Scenarios.cart("{}"))
                .at("2026-06-01T12:00")
                .did("Cart Updated", Customer.tokyo("2026-06-01T11:30"), "cart_id", "c-1");
        assertThat(hanako.waitsUntil()).isEqualTo(LocalDateTime.parse("2026-06-01T12:30"));

        Customer taro = Customer.of(Scenarios.cart("{}"))
                .at("2026-06-01T12:00")
                .did("Cart Updated", Customer.tokyo("2026-06-01T09:00"), "cart_id", "c-1");
        assertThat(taro.mails()).containsExactly("one");
        // The second mail keeps its distance from the first, which has only gone now.
        assertThat(taro.waitsUntil()).isEqualTo(LocalDateTime.parse("2026-06-02T12:00"));
        assertThat(taro.story()).startsWith(What.ENTERED, What.WAITING, What.SENT);
    }

    @Test
    void anEventFromTheFutureHappensNow() {
        Customer hanako = Customer.of(Scenarios.cart("{}"))
                .at("2026-06-01T12:00")
                .did("Cart Updated", Customer.tokyo("2036-06-01T12:00"), "cart_id", "c-1");
        assertThat(hanako.waitsUntil()).isEqualTo(LocalDateTime.parse("2026-06-01T13:00"));
    }

    @Test
    void waitsFollowTheCustomersClocks() {
        var morning = Scenarios.of("s", "trigger: {event: Signed Up}", "- {id: w, wait: {until: \"10:00\"}}");
        assertThat(Customer.of(morning).at("2026-06-01T12:00").does("Signed Up").waitsUntil())
                .isEqualTo(LocalDateTime.parse("2026-06-02T10:00"));
        assertThat(Customer.of(morning)
                        .at("2026-06-01T12:00")
                        .is("timezone", "Europe/Berlin")
                        .does("Signed Up")
                        .waitsUntil())
                .isEqualTo(LocalDateTime.parse("2026-06-01T17:00"));
        assertThat(Customer.of(morning)
                        .at("2026-06-01T12:00")
                        .is("timezone", "Tokyo, I think")
                        .does("Signed Up")
                        .waitsUntil())
                .isEqualTo(LocalDateTime.parse("2026-06-02T10:00"));
    }

    @Test
    void aBranchTakesTheFirstCaseThatHolds() {
        var scenario = Scenarios.of("s", "trigger: {event: Signed Up}", """
                - id: which
                  branch:
                    cases:
                      - {name: 上, when: {attribute: points, at-least: 100}, next: high}
                      - {name: 中, when: {attribute: points, at-least: 10}, next: middle}
                    else: out
                - {id: high, send: one, next: end}
                - {id: middle, send: two, next: end}
                - {id: out, exit: {reason: 少ない}}
                """);
        assertThat(Customer.of(scenario).is("points", 500).does("Signed Up").mails())
                .containsExactly("one");
        assertThat(Customer.of(scenario).is("points", 50).does("Signed Up").mails())
                .containsExactly("two");

        Customer blank = Customer.of(scenario).does("Signed Up");
        assertThat(blank.mails()).isEmpty();
        assertThat(blank.story()).containsExactly(What.ENTERED, What.BRANCHED, What.EXITED);
        assertThat(blank.lastTrace().detail()).isEqualTo("少ない");
    }

    @Test
    void aLoopGoesRoundWithIdsOfItsOwnForEveryRound() {
        var scenario = Scenarios.of("s", "trigger: {event: Signed Up}", """
                - {id: mail, send: one}
                - {id: w, wait: 1d, next: mail}
                """);
        Customer hanako = Customer.of(scenario).does("Signed Up").after(Duration.ofDays(10));
        assertThat(hanako.mails()).hasSize(11);
        assertThat(hanako.sends()).extracting(Effect.Send::id).doesNotHaveDuplicates();
    }

    @Test
    void aLateEventOfALoopCatchesUpAndThenWaits() {
        var scenario = Scenarios.of("s", "trigger: {event: Signed Up}", """
                - {id: w, wait: 10s}
                - {id: b, branch: {cases: [{when: {attribute: x, exists: true}, next: mail}], else: w}}
                - {id: mail, send: one}
                """);
        Customer hanako = Customer.of(scenario).did("Signed Up", Customer.tokyo("2020-01-01T00:00"));
        assertThat(hanako.runs()).hasSize(1);
        assertThat(hanako.runs().getFirst().due()).isEqualTo(hanako.now().plusSeconds(10));
    }

    @Test
    void ofAnEventNobodyListensToNothingRemains() {
        ScenarioSet active = Customer.set(Scenarios.cart("{}"));
        Customer hanako = Customer.of(active);
        var input = new Input.Event(7, "Page Viewed", Customer.properties("a", 1), hanako.now());
        Decision decision = Engine.decide(active, hanako.state(), input, hanako.now());
        assertThat(active.listens("Page Viewed")).isFalse();
        assertThat(decision.state()).isSameAs(hanako.state());
        assertThat(decision.effects()).isEmpty();
        assertThat(List.of("Cart Updated", "Order Completed", "Account Closed", "Topic Subscribed"))
                .allMatch(active::listens);
    }

    @Test
    void ofAnEventThatMatchesNothingNothingRemains() {
        ScenarioSet active = Customer.set(Scenarios.cart("{}"));
        Customer hanako = Customer.of(active).does("Cart Updated", "cart_id", "c-1");
        var input = new Input.Event(9, "Order Completed", Customer.properties(), hanako.now());
        Decision decision = Engine.decide(active, hanako.state(), input, hanako.now());
        assertThat(decision.state()).isSameAs(hanako.state());
        assertThat(decision.effects()).isEmpty();
    }

    @Test
    void attributesFollowWhatIsKnown() {
        Customer hanako =
                Customer.of(Scenarios.cart("{}")).is("plan", "pro", "age", 30).is("plan", null, "city", "大阪");
        assertThat(hanako.state().attributes().fields()).containsOnlyKeys("email", "age", "city");
        Decision again = Engine.decide(
                Customer.set(),
                hanako.state(),
                new Input.Identified(9, Customer.properties("age", 30.0), hanako.now()),
                hanako.now());
        assertThat(again.state()).isSameAs(hanako.state());
    }
}
