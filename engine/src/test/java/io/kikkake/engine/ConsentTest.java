package io.kikkake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.Effect.What;
import io.kikkake.engine.scenario.Scenario;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsentTest {

    private static final Scenario OFFERS = on("offers");

    private static Scenario on(String topic) {
        Scenario scenario = Scenarios.of(
                topic,
                "trigger: {event: Signed Up}",
                "- {id: mail, send: one}\n- {id: w, wait: 1d}\n- {id: again, send: two}");
        return new Scenario(
                scenario.id(),
                scenario.name(),
                topic,
                scenario.trigger(),
                scenario.key(),
                scenario.reentry(),
                scenario.goals(),
                scenario.exits(),
                scenario.steps(),
                scenario.messages());
    }

    @Test
    void unsubscribingEndsTheRunsOnTheTopicAndWithdrawsTheirMails() {
        Customer hanako = Customer.of(OFFERS, on("sales")).does("Signed Up").unsubscribes("offers");
        assertThat(hanako.runs())
                .extracting(io.kikkake.engine.state.Run::scenario)
                .containsExactly("sales");
        assertThat(hanako.withdrawn()).hasSize(1);
        assertThat(hanako.lastTrace().what()).isEqualTo(What.EXITED);
        assertThat(hanako.lastTrace().detail()).isEqualTo(Reason.UNSUBSCRIBED.code());
        assertThat(hanako.state().consents()).isEqualTo(Map.of("offers", false));
        assertThat(hanako.after(Duration.ofDays(2)).mails()).containsExactly("one", "one", "two");
    }

    @Test
    void atTheSendStepNobodyIsWrittenToWhoDoesNotWantIt() {
        Customer hanako = Customer.of(OFFERS).unsubscribes("offers").does("Signed Up");
        assertThat(hanako.mails()).isEmpty();
        assertThat(hanako.traces())
                .filteredOn(trace -> trace.what() == What.BLOCKED)
                .extracting(Effect.Trace::detail)
                .containsExactly(Reason.UNSUBSCRIBED.code());
        // The run goes on, and mail with it once it is wanted again.
        hanako.after(Duration.ofMinutes(1)).does("Topic Subscribed", "topic", "news");
        assertThat(hanako.runs()).hasSize(1);
        assertThat(hanako.subscribes("offers").after(Duration.ofDays(1)).mails())
                .containsExactly("two");
    }

    @Test
    void someTopicsNeedAYesFirst() {
        Customer hanako = Customer.of(on("news")).does("Signed Up");
        assertThat(hanako.mails()).isEmpty();
        assertThat(hanako.traces()).extracting(Effect.Trace::detail).contains(Reason.NOT_SUBSCRIBED.code());
        assertThat(Customer.of(on("news")).subscribes("news").does("Signed Up").mails())
                .containsExactly("one");
    }

    @Test
    void whatTheCustomerOrderedIsNotAskedAbout() {
        Customer hanako = Customer.of(on("orders")).does("Signed Up").unsubscribes("orders");
        assertThat(hanako.after(Duration.ofDays(1)).mails()).containsExactly("one", "two");
    }

    @Test
    void onATopicThatDoesNotExistNothingIsSent() {
        Customer hanako = Customer.of(on("nowhere")).does("Signed Up");
        assertThat(hanako.mails()).isEmpty();
        assertThat(hanako.traces()).extracting(Effect.Trace::detail).contains(Reason.UNKNOWN_TOPIC.code());
    }

    @Test
    void anOlderWordThatArrivesLaterChangesNothing() {
        Customer hanako = Customer.of(on("news"))
                .at("2026-06-01T12:00")
                .unsubscribes("news")
                .did(ScenarioSet.SUBSCRIBED, Customer.tokyo("2026-06-01T11:59"), "topic", "news")
                .hadDone(ScenarioSet.SUBSCRIBED, Customer.tokyo("2020-06-01T11:59"), "topic", "news");
        assertThat(hanako.state().consents()).isEqualTo(Map.of("news", false));
    }

    @Test
    void importedHistoryTellsConsentInTheOrderItHappened() {
        Customer hanako = Customer.of(on("news"))
                .hadDone(ScenarioSet.SUBSCRIBED, Customer.tokyo("2022-06-01T12:00"), "topic", "news")
                .hadDone(ScenarioSet.UNSUBSCRIBED, Customer.tokyo("2021-06-01T12:00"), "topic", "news");
        assertThat(hanako.state().consents()).isEqualTo(Map.of("news", true));
    }

    @Test
    void aWordAboutNoTopicIsNone() {
        Customer hanako = Customer.of(OFFERS).does(ScenarioSet.UNSUBSCRIBED).does(ScenarioSet.UNSUBSCRIBED, "topic", 5);
        assertThat(hanako.state().consents()).isEmpty();
    }
}
