package io.kikkake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.scenario.Scenario;
import org.junit.jupiter.api.Test;

/** Scenarios that start when a customer comes to match a condition, or no longer does. */
class SegmentTriggerTest {

    private static final Scenario PRO =
            Scenarios.of("pro", "trigger: {entered: {attribute: plan, equals: pro}}", "- {id: m, send: one}");
    private static final Scenario LEFT =
            Scenarios.of("left", "trigger: {left: {attribute: plan, equals: pro}}", "- {id: m, send: two}");

    @Test
    void entersOnceWhenTheAttributeComesToMatch() {
        Customer hanako = Customer.of(PRO).is("plan", "free");
        assertThat(hanako.mails()).isEmpty();
        hanako.is("plan", "pro").is("plan", "pro").is("city", "tokyo");
        assertThat(hanako.mails()).containsExactly("one");
    }

    @Test
    void entersAgainAfterHavingLeft() {
        Customer hanako =
                Customer.of(PRO, LEFT).is("plan", "pro").is("plan", "free").is("plan", "pro");
        assertThat(hanako.mails()).containsExactly("one", "two", "one");
        assertThat(hanako.sends()).extracting(Effect.Send::id).doesNotHaveDuplicates();
    }

    @Test
    void whatIsNotKnownCountsAsNotMatching() {
        Customer hanako = Customer.of(LEFT).is("plan", "pro").is("plan", null);
        assertThat(hanako.mails()).containsExactly("two");
    }

    @Test
    void whoMatchedBeforeTheScenarioWasPublishedDoesNotEnterAlsoBeforeThatWasNoted() {
        Customer hanako = Customer.of(LEFT).is("plan", "pro").nowUnder(Customer.set(PRO));
        assertThat(hanako.is("city", "tokyo").finds("pro").is("city", "osaka").mails())
                .isEmpty();
        assertThat(hanako.is("plan", "free").is("plan", "pro").mails()).containsExactly("one");
    }

    @Test
    void whoMatchedBeforeEntersIfTheTriggerSaysSoAndOnlyOnce() {
        Scenario existing = Scenarios.of(
                "pro", "trigger: {entered: {attribute: plan, equals: pro}, existing: enter}", "- {id: m, send: one}");
        Customer hanako = Customer.of().is("plan", "pro").nowUnder(Customer.set(existing));
        assertThat(hanako.finds("pro").finds("pro").is("city", "tokyo").mails()).containsExactly("one");
    }

    @Test
    void mergingTwoWhoMatchStartsNothing() {
        Customer hanako = Customer.numbered(1, PRO).is("plan", "pro");
        Customer visitor = Customer.numbered(2, PRO).is("plan", "pro");
        assertThat(hanako.absorbs(visitor).mails()).containsExactly("one");
    }

    @Test
    void mergingMakesACustomerMatch() {
        Customer hanako = Customer.numbered(1, PRO);
        Customer other = Customer.numbered(2).is("plan", "pro");
        assertThat(hanako.absorbs(other).mails()).containsExactly("one");
    }

    @Test
    void whatARunThatEntersSetsMayMakeAnotherEnterAtOnce() {
        Scenario first = Scenarios.of(
                "a",
                "trigger: {entered: {attribute: plan, equals: pro}}",
                "- {id: s, set: {attributes: {tier: gold}}}");
        Scenario second =
                Scenarios.of("b", "trigger: {entered: {attribute: tier, equals: gold}}", "- {id: m, send: one}");
        assertThat(Customer.of(first, second).is("plan", "pro").mails()).containsExactly("one");
        assertThat(Customer.of(second, first).is("plan", "pro").mails()).containsExactly("one");
    }
}
