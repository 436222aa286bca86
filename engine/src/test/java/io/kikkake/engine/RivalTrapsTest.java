package io.kikkake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.Effect.What;
import io.kikkake.engine.ScenarioSet.Published;
import io.kikkake.engine.ScenarioSet.Status;
import io.kikkake.engine.condition.Truth;
import io.kikkake.engine.scenario.Scenario;
import io.kikkake.engine.state.Run;
import io.kikkake.engine.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes wrong in other products, as far as deciding goes. Each test has the name of the trap. */
class RivalTrapsTest {

    @Test
    void sameEventPostedAgainEntersAgain() {
        for (String active : List.of("ignore", "restart", "refresh")) {
            Customer hanako =
                    Customer.of(Scenarios.cart("{active: " + active + "}")).does("Cart Updated", "cart_id", "c-1");
            List<Run> once = hanako.runs();
            int effects = hanako.effects().size();
            hanako.after(Duration.ofMinutes(1)).repeatsLast("Cart Updated", "cart_id", "c-1");
            assertThat(hanako.runs()).isEqualTo(once);
            assertThat(hanako.effects()).hasSize(effects);
        }
        // Where the run is over already, the message decided again is the same message.
        Customer taro = Customer.of(Scenarios.welcome("{}")).does("Signed Up").repeatsLast("Signed Up");
        assertThat(taro.sends())
                .extracting(Effect.Send::id)
                .hasSize(2)
                .containsOnly(taro.sends().getFirst().id());
    }

    @Test
    void twoEventsAtOnceEnterTwice() {
        Customer hanako = Customer.of(Scenarios.cart("{}"))
                .does("Cart Updated", "cart_id", "c-1")
                .does("Cart Updated", "cart_id", "c-1");
        assertThat(hanako.runs()).hasSize(1);
    }

    @Test
    void aCrashInBetweenDoublesTheMail() {
        Customer hanako = Customer.of(Scenarios.cart("{}")).does("Cart Updated", "cart_id", "c-1");
        ScenarioSet active = Customer.set(Scenarios.cart("{}"));
        Run run = hanako.runs().getFirst();
        Instant due = Customer.timerOf(run).due();
        Decision first = Engine.decide(active, hanako.state(), Customer.timerOf(run), due);
        Decision afterTheCrash = Engine.decide(active, hanako.state(), Customer.timerOf(run), due.plusSeconds(90));
        assertThat(sendIds(afterTheCrash)).isEqualTo(sendIds(first)).hasSize(1);
    }

    private static List<String> sendIds(Decision decision) {
        return decision.effects().stream()
                .filter(Effect.Send.class::isInstance)
                .map(effect -> ((Effect.Send) effect).id())
                .toList();
    }

    @Test
    void unsubscribedPersonStandsAtTheSendStepForEver() {
        Customer hanako = Customer.of(Scenarios.cart("{}"))
                .unsubscribes("offers")
                .does("Cart Updated", "cart_id", "c-1")
                .after(Duration.ofDays(2));
        assertThat(hanako.runs()).isEmpty();
        assertThat(hanako.story()).endsWith(What.BLOCKED, What.ENDED);
    }

    @Test
    void anyUnrelatedEventRestartsARunningDelay() {
        Customer hanako = Customer.of(Scenarios.cart("{active: restart}"), Scenarios.welcome("{}"))
                .at("2026-06-01T12:00")
                .does("Cart Updated", "cart_id", "c-1")
                .at("2026-06-01T12:45")
                .does("Page Viewed")
                .does("Signed Up")
                .does("Cart Updated", "cart_id", "c-2")
                .is("plan", "pro")
                .subscribes("news");
        assertThat(hanako.runs().getFirst().due()).isEqualTo(Customer.tokyo("2026-06-01T13:00"));
    }

    @Test
    void weekdayTestedOnTheUtcDayTokyoMorningsAreYesterday() {
        var scenario = Scenarios.of("s", "trigger: {event: A}", "- {id: w, wait: {business-days: 1, at: \"10:00\"}}");
        // Monday 08:00 in Tokyo is Sunday in UTC; one business day later it is Tuesday, not Monday.
        assertThat(Customer.of(scenario).at("2026-06-08T08:00").does("A").waitsUntil())
                .isEqualTo(LocalDateTime.parse("2026-06-09T10:00"));
        // Saturday 08:00 in Tokyo is Friday in UTC.
        assertThat(Customer.of(scenario).at("2026-06-06T08:00").does("A").waitsUntil())
                .isEqualTo(LocalDateTime.parse("2026-06-08T10:00"));
    }

    @Test
    void aMissedHourSkipsTheMail() {
        var scenario =
                Scenarios.of("s", "trigger: {event: A}", "- {id: w, wait: {until: \"10:00\"}}\n- {id: m, send: one}");
        Customer hanako = Customer.of(scenario).at("2026-06-01T09:00").does("A");
        Input.TimerDue timer = Customer.timerOf(hanako.runs().getFirst());
        assertThat(hanako.outageUntil("2026-06-01T13:00").decide(timer).mails()).containsExactly("one");
    }

    @Test
    void exitNoticedOnlyWhenTheDelayEnds() {
        Customer hanako = Customer.of(Scenarios.cart("{}"))
                .does("Cart Updated", "cart_id", "c-1")
                .after(Duration.ofMinutes(61))
                .does("Account Closed");
        assertThat(hanako.runs()).isEmpty();
        assertThat(hanako.timers()).isEmpty();
        assertThat(hanako.lastTrace().what()).isEqualTo(What.EXITED);
        assertThat(hanako.withdrawn()).hasSize(1);
    }

    @Test
    void pastTargetDatePersonDroppedSilently() {
        Customer hanako = Customer.of(Scenarios.cart("{}"))
                .at("2026-06-01T12:00")
                .did("Cart Updated", Customer.tokyo("2026-06-01T09:00"), "cart_id", "c-1");
        assertThat(hanako.mails()).containsExactly("one");
        assertThat(hanako.traces().get(1).until()).isEqualTo(Customer.tokyo("2026-06-01T10:00"));
    }

    @Test
    void blankValueMatchesIsNotEqual() {
        var scenario = Scenarios.of(
                "s", "trigger: {event: A, where: {attribute: plan, not-equals: free}}", "- {id: m, send: one}");
        assertThat(Customer.of(scenario).does("A").mails()).isEmpty();
        assertThat(Customer.of(scenario).is("plan", null).does("A").mails()).isEmpty();
        assertThat(Customer.of(scenario).is("plan", "pro").does("A").mails()).hasSize(1);
    }

    @Test
    void businessDayDelaysStillCountWeekendsAndHolidays() {
        var scenario = Scenarios.of("s", "trigger: {event: A}", "- {id: w, wait: {business-days: 3, at: \"10:00\"}}");
        // Friday before silver week: Monday to Wednesday are holidays, 22 September because it lies between two.
        assertThat(Customer.of(scenario).at("2026-09-18T15:00").does("A").waitsUntil())
                .isEqualTo(LocalDateTime.parse("2026-09-28T10:00"));
    }

    @Test
    void blockedMessageSkippedAndNoReasonShown() {
        Customer hanako =
                Customer.of(Scenarios.welcome("{}")).unsubscribes("offers").does("Signed Up");
        Effect.Trace blocked = hanako.traces().get(1);
        assertThat(blocked.what()).isEqualTo(What.BLOCKED);
        assertThat(blocked.step()).isEqualTo("mail");
        assertThat(Reason.of(String.valueOf(blocked.detail()))).contains(Reason.UNSUBSCRIBED);
    }

    @Test
    void mailAfterTheOrderBecauseEventsCameOutOfOrder() {
        Customer hanako = Customer.of(Scenarios.cart("{active: restart}"))
                .at("2026-06-01T12:00")
                .does("Order Completed", "cart_id", "c-1")
                .did("Cart Updated", Customer.tokyo("2026-06-01T11:58"), "cart_id", "c-1")
                .after(Duration.ofDays(3));
        assertThat(hanako.mails()).isEmpty();
    }

    @Test
    void eventPayloadNotAvailableInTheMailOrInConditions() {
        var scenario = Scenarios.of("s", "trigger: {event: A}", """
                - {id: w, wait: 1d}
                - {id: b, branch: {cases: [{when: {entry: order.total, at-least: 100}, next: m}], else: end}}
                - {id: m, send: one}
                """);
        Customer hanako = Customer.of(scenario)
                .does("A", "order", java.util.Map.of("total", 120))
                .after(Duration.ofDays(1));
        assertThat(hanako.sends().getFirst().run().entry().at("order.total")).isEqualTo(Value.of(120));
    }

    @Test
    void runningPeopleMovedToAnEditedVersionOrThrownOut() {
        Scenario edited = Scenarios.of("cart", "trigger: {event: Cart Updated}", "- {id: now, send: two}");
        Customer hanako = Customer.of(Scenarios.cart("{}")).does("Cart Updated", "cart_id", "c-1");
        hanako.nowUnder(ScenarioSet.of(
                        Customer.project(),
                        List.of(
                                new Published(Scenarios.cart("{}"), 1, Status.OLD),
                                new Published(edited, 2, Status.CURRENT))))
                .after(Duration.ofHours(1));
        assertThat(hanako.mails()).containsExactly("one");
        assertThat(hanako.runs()).extracting(Run::version).containsExactly(1);
    }

    @Test
    void relativeDatesReevaluatedOnceADay() {
        Asking asking = Asking.of("{performed: Viewed, at-least: 2, within: 36h}");
        asking.customer()
                .at("2026-06-01T10:17")
                .does("Viewed")
                .at("2026-06-01T15:00")
                .does("Viewed");
        assertThat(asking.nextChange()).isEqualTo(Customer.tokyo("2026-06-02T22:17"));
    }

    @Test
    void relativeTimeFilterEvaluatedOnlyWhenTheDelayEndsMisses() {
        Customer hanako = Customer.of(Scenarios.of("cart", "trigger: {event: Carted}", """
                - {id: w, wait: 2h}
                - {id: b, branch: {cases: [{when: {performed: Ordered, within: 1h}, next: end}, {when: {sequence: {event: Carted}, then: {event: Ordered}, within: 2h}, next: end}], else: m}}
                - {id: m, send: one}
                """));
        hanako.does("Carted").after(Duration.ofMinutes(5)).does("Ordered").after(Duration.ofHours(3));
        assertThat(hanako.mails()).isEmpty();
    }

    @Test
    void whoNeverBoughtIsMissedByNotBought() {
        assertThat(Asking.of("{not-performed: Ordered, within: 30d}").truth()).isEqualTo(Truth.TRUE);
        assertThat(Asking.of("{not: {performed: Ordered, within: 30d}}").truth())
                .isEqualTo(Truth.TRUE);
    }

    /** Dittofeed, Parcelvoy: random cohorts re-drawn on each run. */
    @Test
    void aSplitIsNotDrawnAnewOnEachRun() {
        var ab = Scenarios.of("ab", "trigger: {event: Viewed}", """
                - {id: ab, split: {arms: [{arm: a, weight: 50, next: one}, {arm: b, weight: 50, next: two}]}}
                - {id: one, send: one, next: end}
                - {id: two, send: two}
                """);
        Customer hanako = Customer.of(ab);
        for (int i = 0; i < 20; i++) {
            hanako.does("Viewed");
        }
        assertThat(hanako.mails()).hasSize(20);
        assertThat(java.util.Set.copyOf(hanako.mails())).hasSize(1);
    }

    /** Braze: past target date: the person is dropped silently. */
    @Test
    void aPastTargetDateIsNotDroppedInSilence() {
        var contract = Scenarios.of(
                "s",
                "trigger: {event: Viewed}",
                "- {id: w, wait: {until: {attribute: end, at: \"09:00\"}}}\n- {id: m, send: one}");
        Customer hanako = Customer.of(contract).is("end", "2026-01-01").does("Viewed");
        assertThat(hanako.mails()).containsExactly("one");
        assertThat(hanako.traces()).extracting(Effect.Trace::detail).contains(Reason.DATE_PASSED.code());
    }

    /** Dittofeed: weekday tested on the UTC day: Tokyo mornings are yesterday. */
    @Test
    void mondayMorningInTokyoIsMonday() {
        var monday = Scenarios.of(
                "s",
                "trigger: {event: Viewed}",
                "- {id: w, wait: {until: {weekday: mon, at: \"08:00\"}}}\n- {id: m, send: one}");
        Customer hanako =
                Customer.of(monday).at("2026-06-01T07:00").does("Viewed").at("2026-06-01T08:00");
        assertThat(hanako.mails()).containsExactly("one");
    }
}
