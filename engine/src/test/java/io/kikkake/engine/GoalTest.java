package io.kikkake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.Effect.What;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GoalTest {

    private static final String WAITING = "- {id: mail, send: one}\n- {id: w, wait: 7d}\n- {id: late, send: two}";

    @Test
    void aGoalEndsTheRunAtOnceInTheMiddleOfAWait() {
        Customer hanako = Customer.of(Scenarios.cart("{}"))
                .does("Cart Updated", "cart_id", "c-1")
                .after(Duration.ofMinutes(90))
                .does("Order Completed", "cart_id", "c-1");
        assertThat(hanako.runs()).isEmpty();
        assertThat(hanako.timers()).isEmpty();
        assertThat(hanako.withdrawn()).hasSize(1);
        assertThat(hanako.lastTrace().what()).isEqualTo(What.GOAL);
        assertThat(hanako.lastTrace().detail()).isEqualTo("Order Completed");
        assertThat(hanako.lastTrace().step()).isEqualTo("wait_1d");
    }

    @Test
    void anExitEndsTheRunToo() {
        Customer hanako = Customer.of(Scenarios.cart("{}"))
                .does("Cart Updated", "cart_id", "c-1")
                .does("Cart Updated", "cart_id", "c-2")
                .does("Account Closed");
        assertThat(hanako.runs()).isEmpty();
        assertThat(hanako.lastTrace().what()).isEqualTo(What.EXITED);
    }

    @Test
    void whatARunHasNotSentNeedNotBeWithdrawn() {
        Customer hanako = Customer.of(Scenarios.cart("{}"))
                .does("Cart Updated", "cart_id", "c-1")
                .does("Order Completed", "cart_id", "c-1");
        assertThat(hanako.withdrawn()).isEmpty();
    }

    @Test
    void aGoalThatHappenedEarlierThanNowButArrivesLateCounts() {
        var scenario = Scenarios.of("s", "trigger: {event: Signed Up}\ngoal: {event: Ordered}", WAITING);
        Customer hanako = Customer.of(scenario)
                .at("2026-06-01T12:00")
                .does("Signed Up")
                .at("2026-06-03T12:00")
                .did("Ordered", Customer.tokyo("2026-06-02T12:00"));
        assertThat(hanako.runs()).isEmpty();
    }

    @Test
    void aGoalOfNoRunInParticularThatHappenedBeforeTheRunDoesNot() {
        var scenario = Scenarios.of("s", "trigger: {event: Signed Up}\ngoal: {event: Ordered}", WAITING);
        Customer hanako = Customer.of(scenario)
                .at("2026-06-01T12:00")
                .does("Signed Up")
                .did("Ordered", Customer.tokyo("2026-06-01T11:59"));
        assertThat(hanako.runs()).hasSize(1);
    }

    @Test
    void theOrderOfThisVeryCartCountsWhenverItHappened() {
        Customer hanako = Customer.of(Scenarios.cart("{}"))
                .at("2026-06-01T12:00")
                .does("Cart Updated", "cart_id", "c-1")
                .did("Order Completed", Customer.tokyo("2026-06-01T11:59"), "cart_id", "c-1");
        assertThat(hanako.runs()).isEmpty();
    }

    @Test
    void importedHistoryMayBeAGoal() {
        Customer hanako = Customer.of(Scenarios.cart("{}"))
                .at("2026-06-01T12:00")
                .does("Cart Updated", "cart_id", "c-1")
                .hadDone("Order Completed", Customer.tokyo("2026-06-01T12:00"), "cart_id", "c-1");
        assertThat(hanako.runs()).isEmpty();
    }

    @Test
    void theCartOfAnOrderThatIsKnownAlreadyEntersNothing() {
        Customer hanako = Customer.of(Scenarios.cart("{}"))
                .at("2026-06-01T12:00")
                .does("Order Completed", "cart_id", "c-1")
                .did("Cart Updated", Customer.tokyo("2026-06-01T11:55"), "cart_id", "c-1");
        assertThat(hanako.runs()).isEmpty();
        assertThat(hanako.lastTrace().detail()).isEqualTo(Reason.REACHED_SINCE.code());
        assertThat(hanako.did("Cart Updated", Customer.tokyo("2026-06-01T11:55"), "cart_id", "c-2")
                        .runs())
                .hasSize(1);
        assertThat(hanako.at("2026-06-01T12:05")
                        .does("Cart Updated", "cart_id", "c-1")
                        .runs())
                .hasSize(2);
    }

    @Test
    void whatEndsEveryRunOfAScenarioAlsoKeepsOlderEventsOut() {
        Customer hanako = Customer.of(Scenarios.cart("{}"))
                .at("2026-06-01T12:00")
                .does("Account Closed")
                .did("Cart Updated", Customer.tokyo("2026-06-01T11:55"), "cart_id", "c-1");
        assertThat(hanako.runs()).isEmpty();
    }

    @Test
    void aGoalBeforeAnyRunDoesNotCountAsHavingBeenThrough() {
        var scenario = Scenarios.of(
                "s", "trigger: {event: Signed Up}\nreentry: {after-exit: never}\ngoal: {event: Ordered}", WAITING);
        Customer hanako = Customer.of(scenario)
                .does("Ordered")
                .after(Duration.ofMinutes(1))
                .does("Signed Up");
        assertThat(hanako.runs()).hasSize(1);
    }

    @Test
    void aKeyWithinTheEventIsFoundToo() {
        var scenario = Scenarios.of("s", """
                trigger: {event: Cart}
                key: cart.id
                goal: {event: Ordered, where: {all: [{entry: cart.id, equals: {property: from}}, {property: paid, equals: true}]}}
                """, WAITING);
        Customer hanako = Customer.of(scenario)
                .at("2026-06-01T12:00")
                .does("Ordered", "from", "c-1", "paid", true)
                .does("Ordered", "from", "c-2", "paid", false)
                .did("Cart", Customer.tokyo("2026-06-01T11:55"), "cart", java.util.Map.of("id", "c-1"))
                .did("Cart", Customer.tokyo("2026-06-01T11:55"), "cart", java.util.Map.of("id", "c-2"));
        assertThat(hanako.runs()).extracting(io.kikkake.engine.state.Run::key).containsExactly("c-2");
    }
}
