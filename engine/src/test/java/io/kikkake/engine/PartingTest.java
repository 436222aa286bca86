package io.kikkake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.scenario.Scenario;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A message that was decided by the last step, and a goal before it left. */
class PartingTest {

    private static final Scenario CART = Scenarios.of("cart", """
            trigger: {event: Cart Updated}
            key: cart_id
            goal: {event: Order Completed, where: {property: cart_id, equals: {entry: cart_id}}}
            exit: {event: Account Closed}
            """, "- {id: w, wait: 1h}\n- {id: mail, send: one}");

    private static Customer afterTheMail() {
        return Customer.of(CART).does("Cart Updated", "cart_id", "c-1").after(Duration.ofHours(1));
    }

    @Test
    void aGoalBetweenDecisionAndDeliveryWithdrawsTheMessageOfARunThatHasEnded() {
        Customer hanako = afterTheMail();
        assertThat(hanako.runs()).isEmpty();
        hanako.does("Order Completed", "cart_id", "c-1");
        assertThat(hanako.withdrawn())
                .extracting(Effect.Withdraw::run)
                .containsExactly(hanako.sends().getFirst().run().id());
        assertThat(hanako.does("Order Completed", "cart_id", "c-1").withdrawn()).hasSize(1);
    }

    @Test
    void soDoesAnExit() {
        assertThat(afterTheMail().does("Account Closed").withdrawn()).hasSize(1);
    }

    @Test
    void theGoalOfAnotherCartDoesNot() {
        assertThat(afterTheMail().does("Order Completed", "cart_id", "c-2").withdrawn())
                .isEmpty();
    }

    @Test
    void whatHasLeftLongAgoIsForgotten() {
        Customer hanako = afterTheMail().after(Partings.KEPT.plusMinutes(1));
        assertThat(hanako.does("Order Completed", "cart_id", "c-1").withdrawn()).isEmpty();
    }

    @Test
    void noMoreRunsAreRememberedThanFit() {
        Customer hanako = Customer.of(CART);
        for (int i = 0; i < 30; i++) {
            hanako.does("Cart Updated", "cart_id", "c-" + i);
        }
        hanako.after(Duration.ofHours(1));
        assertThat(hanako.state().memory().steps().partings()).hasSize(Partings.MOST);
    }

    @Test
    void aScenarioThatSendsNothingOrHasNoGoalLeavesNothingBehind() {
        // In the owner's name the answer to it would be an exit.
        String inTheShopsName = Scenarios.document(
                        "welcome", "offers", "trigger: {event: Signed Up}", "- {id: mail, send: one}")
                .replace("from: owner", "from: {email: shop@example.jp}");
        assertThat(Customer.of(Documents.scenario(inTheShopsName))
                        .does("Signed Up")
                        .state()
                        .memory()
                        .steps()
                        .partings())
                .isEmpty();
    }

    @Test
    void aMergedCustomersGoalWithdrawsToo() {
        Customer visitor = Customer.numbered(2, CART)
                .does("Cart Updated", "cart_id", "c-1")
                .after(Duration.ofHours(1));
        Customer member = Customer.numbered(3, CART).at(visitor.now()).absorbs(visitor);
        assertThat(member.does("Order Completed", "cart_id", "c-1").withdrawn()).hasSize(1);
    }

    @Test
    void whatIsStillTrueIsAskedWithTheCustomerAsTheyAreNow() {
        Scenario asks = Scenarios.of(
                "asks",
                "trigger: {event: Viewed}",
                "- {id: m, send: one, still-true: {attribute: plan, equals: {entry: plan}}}");
        Customer hanako = Customer.of(asks).is("plan", "free").does("Viewed", "plan", "free");
        var sent = hanako.sends().getFirst();
        ScenarioSet active = Customer.set(asks);
        assertThat(Engine.stillWanted(active, hanako.state(), sent.run(), sent.step(), hanako.now()))
                .isTrue();
        hanako.is("plan", "pro");
        assertThat(Engine.stillWanted(active, hanako.state(), sent.run(), sent.step(), hanako.now()))
                .isFalse();
        assertThat(Engine.stillWanted(Customer.set(), hanako.state(), sent.run(), sent.step(), hanako.now()))
                .isTrue();
    }

    private static Customer afterTheLastStep(String last) {
        return Customer.of(Scenarios.of(
                        "cart",
                        "trigger: {event: Cart Updated}\ngoal: {event: Order Completed}\nexit: {event: Account Closed}",
                        """
                        - id: ab
                          split: {arms: [{arm: a, weight: 50, next: mail}, {arm: b, weight: 50, next: mail}]}
                        - {id: mail, send: one}
                        """ + last))
                .does("Cart Updated");
    }

    private static boolean countsAGoal(Customer customer) {
        return customer.effects().stream().anyMatch(Effect.ArmReachedGoal.class::isInstance);
    }

    @Test
    void aGoalAfterTheEndCountsForTheArmAndAnExitDoesNot() {
        assertThat(countsAGoal(afterTheLastStep("").does("Order Completed"))).isTrue();
        assertThat(countsAGoal(afterTheLastStep("").does("Account Closed"))).isFalse();
    }

    @Test
    void aRunThatLeavesByAStepOfItsOwnIsRememberedToo() {
        Customer exits = afterTheLastStep("- {id: x, exit: true}");
        assertThat(exits.runs()).isEmpty();
        assertThat(exits.does("Order Completed").withdrawn()).hasSize(1);
        assertThat(countsAGoal(exits)).isTrue();
        Customer dated =
                afterTheLastStep("- {id: w, wait: {until: {attribute: end, at: \"09:00\"}, if-missing: exit}}");
        assertThat(dated.runs()).isEmpty();
        assertThat(dated.does("Order Completed").withdrawn()).hasSize(1);
    }

    @Test
    void whatHasLeftLongAgoIsNotKeptAmongTheNew() {
        Customer hanako = afterTheMail().after(Partings.KEPT);
        hanako.does("Cart Updated", "cart_id", "c-2").after(Duration.ofHours(1));
        assertThat(hanako.state().memory().steps().partings())
                .extracting(parting -> parting.run().key())
                .containsExactly("c-2");
    }

    @Test
    void ofTwoCustomersTheNewestAreRememberedWhoseverTheyWere() {
        Customer member = Customer.numbered(3, CART);
        Customer visitor = Customer.numbered(2, CART);
        for (int i = 0; i < Partings.MOST; i++) {
            visitor.does("Cart Updated", "cart_id", "v-" + i);
        }
        visitor.after(Duration.ofHours(1));
        member.at(visitor.now()).does("Cart Updated", "cart_id", "m").after(Duration.ofHours(1));
        member.absorbs(visitor);
        assertThat(member.state().memory().steps().partings())
                .hasSize(Partings.MOST)
                .extracting(parting -> parting.run().key())
                .endsWith("m");
    }

    @Test
    void whetherItIsStillTrueIsAskedOfTheRunThatSentIt() {
        Scenario asks = Scenarios.of(
                "asks",
                "trigger: {event: Viewed}\nkey: plan",
                "- {id: m, send: one, still-true: {attribute: plan, equals: {entry: plan}}}\n- {id: w, wait: 1d}");
        Customer hanako = Customer.of(asks).is("plan", "free").does("Viewed", "plan", "free");
        hanako.is("plan", "pro").does("Viewed", "plan", "pro");
        ScenarioSet active = Customer.set(asks);
        assertThat(hanako.sends())
                .extracting(sent -> Engine.stillWanted(active, hanako.state(), sent.run(), sent.step(), hanako.now()))
                .containsExactly(false, true);
    }
}
