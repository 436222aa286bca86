package io.kikkake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.scenario.Scenario;
import java.time.Duration;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

/** Scenarios that start when an event has not happened again for a while. */
class SilenceTriggerTest {

    private static final String ORDERS =
            "inactive: {event: Order Completed, where: {property: total, greater-than: 0}}, for: 30d";

    private static final Scenario QUIET = Scenarios.of("quiet", "trigger: {" + ORDERS + "}", "- {id: m, send: one}");

    private static Input.Event order(String at) {
        return new Input.Event(1, "Order Completed", Customer.properties("total", 1), Customer.tokyo(at));
    }

    @Test
    void eachOrderSetsTheTimerAnewAndASilenceEntersOnce() {
        Customer hanako = Customer.of(QUIET)
                .at("2026-06-01T12:00")
                .does("Order Completed", "total", 5)
                .at("2026-06-20T12:00")
                .does("Order Completed", "total", 5)
                .does("Order Completed", "total", 0);
        assertThat(hanako.expects("inactive:quiet")).isEqualTo(LocalDateTime.parse("2026-07-20T12:00"));
        assertThat(hanako.at("2027-07-20T12:00").mails()).containsExactly("one");
        hanako.does("Order Completed", "total", 5).after(Duration.ofDays(31));
        assertThat(hanako.mails()).hasSize(2);
    }

    @Test
    void anOlderOrderThatArrivesLateChangesNothing() {
        Customer hanako = Customer.of(QUIET)
                .at("2026-06-10T12:00")
                .does("Order Completed", "total", 5)
                .did("Order Completed", Customer.tokyo("2026-06-01T12:00"), "total", 5);
        assertThat(hanako.expects("inactive:quiet")).isEqualTo(LocalDateTime.parse("2026-07-10T12:00"));
    }

    @Test
    void importedHistoryOfLongAgoStartsNothingButALaterOneSetsTheTimer() {
        Customer hanako = Customer.of(QUIET)
                .hadDone("Order Completed", Customer.tokyo("2026-01-01T12:00"), "total", 5)
                .after(Duration.ofDays(1));
        assertThat(hanako.mails()).isEmpty();
        hanako.hadDone("Order Completed", Customer.tokyo("2026-05-20T12:00"), "total", 5);
        assertThat(hanako.expects("inactive:quiet")).isEqualTo(LocalDateTime.parse("2026-06-19T12:00"));
    }

    @Test
    void whoWasSilentBeforePublishingEntersOnlyIfTheTriggerSaysSo() {
        Scenario existing = Scenarios.of("quiet", "trigger: {" + ORDERS + ", existing: enter}", "- {id: m, send: one}");
        Customer hanako = Customer.of(QUIET).finds("quiet", order("2026-03-01T12:00"));
        assertThat(hanako.after(Duration.ofDays(90)).mails()).isEmpty();
        Customer taro = Customer.of(existing).finds("quiet", order("2026-03-01T12:00"));
        assertThat(taro.after(Duration.ofDays(90))
                        .finds("quiet")
                        .after(Duration.ofDays(1))
                        .mails())
                .containsExactly("one");
        Customer jiro = Customer.of(QUIET).finds("quiet", order("2026-05-20T12:00"));
        assertThat(jiro.at("2026-06-19T12:00").mails()).containsExactly("one");
    }

    @Test
    void afterAMergeTheLastOrderOfBothCounts() {
        Customer hanako = Customer.numbered(1, QUIET).at("2026-06-01T12:00").does("Order Completed", "total", 5);
        Customer visitor = Customer.numbered(2, QUIET).at("2026-06-10T12:00").does("Order Completed", "total", 5);
        hanako.at("2026-06-10T13:00").absorbs(visitor);
        assertThat(hanako.expects("inactive:quiet")).isEqualTo(LocalDateTime.parse("2026-07-10T12:00"));
        assertThat(hanako.at("2026-07-11T12:00")
                        .absorbs(visitor)
                        .after(Duration.ofDays(1))
                        .mails())
                .containsExactly("one");
    }

    @Test
    void whatPublishingFindsInTheLogIsOnlyWhatIsMeant() {
        Customer hanako = Customer.of(QUIET)
                .finds(
                        "quiet",
                        order("2026-05-20T12:00"),
                        new Input.Event(
                                2,
                                "Order Completed",
                                Customer.properties("total", 0),
                                Customer.tokyo("2026-05-21T12:00")),
                        new Input.Event(
                                3,
                                "Order Cancelled",
                                Customer.properties("total", 1),
                                Customer.tokyo("2026-05-22T12:00")));
        assertThat(hanako.expects("inactive:quiet")).isEqualTo(LocalDateTime.parse("2026-06-19T12:00"));
    }

    @Test
    void aTimerOfAnotherMomentOnlyIsSetAnew() {
        Customer hanako = Customer.of(QUIET).at("2026-06-01T12:00").does("Order Completed", "total", 5);
        hanako.at("2026-06-20T12:00")
                .decide(new Input.CustomerTimerDue("inactive:quiet", Customer.tokyo("2026-06-20T12:00")));
        assertThat(hanako.mails()).isEmpty();
        assertThat(hanako.expects("inactive:quiet")).isEqualTo(LocalDateTime.parse("2026-07-01T12:00"));
        Customer nobody = Customer.of(QUIET);
        nobody.decide(new Input.CustomerTimerDue("inactive:quiet", nobody.now()));
        assertThat(nobody.state().memory().timers()).isEmpty();
    }

    @Test
    void whoseSilenceHasBegunOneScenarioIsNotSilentForAnother() {
        Scenario longer =
                Scenarios.of("longer", "trigger: {" + ORDERS.replace("30d", "60d") + "}", "- {id: m, send: two}");
        Customer hanako = Customer.of(QUIET, longer).at("2026-06-01T12:00").does("Order Completed", "total", 5);
        assertThat(hanako.at("2026-07-05T12:00").mails()).containsExactly("one");
        assertThat(hanako.finds("longer").at("2026-08-30T12:00").mails()).containsExactly("one", "two");
    }
}
