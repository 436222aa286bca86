package io.kikkake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.Effect.What;
import io.kikkake.engine.scenario.Scenario;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WaitForConditionTest {

    private static final Scenario UPGRADE = Scenarios.of("s", "trigger: {event: Trial Started}", """
            - id: w
              wait-for:
                events: {event: Booked, next: end}
                conditions: [{name: 契約, when: {attribute: plan, equals: pro}, next: thanks}]
                timeout: 7d
                on-timeout: reminder
            - {id: thanks, send: one, next: end}
            - {id: reminder, send: two}
            """);

    @Test
    void aConditionIsAskedWithEveryInputOfTheCustomer() {
        Customer hanako = Customer.of(UPGRADE).does("Trial Started").is("plan", "free");
        assertThat(hanako.mails()).isEmpty();
        assertThat(hanako.is("plan", "pro").mails()).containsExactly("one");
        assertThat(hanako.timers()).isEmpty();
    }

    @Test
    void oneThatHoldsAlreadyIsNotWaitedFor() {
        assertThat(Customer.of(UPGRADE).is("plan", "pro").does("Trial Started").mails())
                .containsExactly("one");
    }

    @Test
    void theFirstOfEventsAndConditionsWins() {
        assertThat(Customer.of(UPGRADE)
                        .does("Trial Started")
                        .does("Booked")
                        .is("plan", "pro")
                        .mails())
                .isEmpty();
        assertThat(Customer.of(UPGRADE)
                        .does("Trial Started")
                        .after(Duration.ofDays(7))
                        .mails())
                .containsExactly("two");
    }

    @Test
    void whatTimeAloneMakesTrueIsSeenAtThatMoment() {
        Scenario ending = Scenarios.of("s", "trigger: {event: Trial Started}", """
                - id: w
                  wait-for: {conditions: [{when: {attribute: until, within-next: 3d}, next: soon}]}
                - {id: soon, send: one}
                """);
        Customer hanako = Customer.of(ending)
                .at("2026-06-01T12:00")
                .is("until", "2026-06-20")
                .does("Trial Started");
        assertThat(hanako.at("2026-06-16T23:59").mails()).isEmpty();
        assertThat(hanako.at("2026-06-18T12:00").mails()).containsExactly("one");
        assertThat(hanako.timers()).isEmpty();
        assertThat(hanako.state().memory().timers()).isEmpty();
    }

    @Test
    void silenceAfterAnEventEndsAWaitWithoutAnother() {
        Scenario cooled = Scenarios.of("s", "trigger: {event: Looked}", """
                - id: w
                  wait-for: {conditions: [{when: {not-performed: Looked, within: 2d}, next: back}]}
                - {id: back, send: one}
                """);
        Customer hanako = Customer.of(cooled).at("2026-06-01T12:00").does("Looked");
        hanako.at("2026-06-02T12:00").does("Looked");
        assertThat(hanako.at("2026-06-04T11:00").mails()).isEmpty();
        assertThat(hanako.at("2026-06-04T13:00").mails()).containsExactly("one");
    }

    @Test
    void aWaitThatIsOverLeavesNoTimerBehind() {
        Scenario ending = Scenarios.of("s", "trigger: {event: Trial Started}\nexit: {event: Closed}", """
                - id: w
                  wait-for: {conditions: [{when: {attribute: until, within-next: 3d}, next: end}]}
                """);
        Customer hanako = Customer.of(ending)
                .at("2026-06-01T12:00")
                .is("until", "2026-06-20")
                .does("Trial Started");
        assertThat(hanako.state().memory().timers()).hasSize(1);
        assertThat(hanako.does("Closed").state().memory().timers()).isEmpty();
    }

    @Test
    void aStepOfAnotherRunMayMakeItTrue() {
        var buys = Scenarios.of("buys", "trigger: {event: Bought}", "- {id: s, set: {attributes: {plan: pro}}}");
        assertThat(Customer.of(UPGRADE, buys)
                        .does("Trial Started")
                        .does("Bought")
                        .mails())
                .containsExactly("one");
    }

    @Test
    void whatHoldsAlreadyIsToldInsteadOfAWait() {
        Customer hanako = Customer.of(UPGRADE).is("plan", "pro").does("Trial Started");
        assertThat(hanako.story()).contains(What.BRANCHED).doesNotContain(What.WAITING);
        assertThat(hanako.traces())
                .filteredOn(trace -> trace.what() == What.BRANCHED)
                .extracting(Effect.Trace::detail)
                .containsExactly("契約");
    }

    @Test
    void whatIsOverWhenTheRunComesLateIsToldAsATimeout() {
        Customer hanako = Customer.of(Scenarios.of("s", "trigger: {event: A}", """
                        - {id: first, wait: 1h}
                        - {id: w, wait-for: {events: {event: B, next: end}, timeout: 30m, on-timeout: m}}
                        - {id: m, send: one}
                        """))
                .at("2026-06-01T10:00")
                .does("A");
        hanako.outageUntil("2026-06-01T11:30")
                .decide(Customer.timerOf(hanako.runs().getFirst()));
        assertThat(hanako.mails()).containsExactly("one");
        assertThat(hanako.traces())
                .filteredOn(trace -> trace.what() == What.BRANCHED)
                .extracting(Effect.Trace::detail)
                .containsExactly(Reason.TIMEOUT.code());
    }

    @Test
    void whoWentThroughAScenarioBeforeAnybodyAskedHasBeenInIt() {
        Scenario asks = Scenarios.of(
                "asking", "trigger: {event: Asked, where: {been-in-scenario: cart}}", "- {id: m, send: two}");
        Customer hanako = Customer.of(Scenarios.cart("{after-exit: never}"))
                .does("Cart Updated", "cart_id", "c-1")
                .does("Order Completed", "cart_id", "c-1");
        assertThat(hanako.runs()).isEmpty();
        hanako.nowUnder(Customer.set(Scenarios.cart("{after-exit: never}"), asks))
                .does("Asked");
        assertThat(hanako.mails()).containsExactly("two");
        assertThat(Customer.of(asks).does("Asked").mails()).isEmpty();
    }
}
