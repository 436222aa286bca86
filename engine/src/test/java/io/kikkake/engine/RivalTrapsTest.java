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

    /** OpenEMM, Unomi. The step and its message are one decision: one that is lost took no step either. */
    @Test
    void stepMarkedDoneBeforeSending() {
        Customer hanako = Customer.of(Scenarios.cart("{}")).does("Cart Updated", "cart_id", "c-1");
        Input.TimerDue timer = Customer.timerOf(hanako.runs().getFirst());
        Decision decision = Engine.decide(Customer.set(Scenarios.cart("{}")), hanako.state(), timer, timer.due());
        assertThat(sendIds(decision)).hasSize(1);
        assertThat(decision.state().runs()).extracting(Run::step).containsExactly("wait_1d");
        assertThat(hanako.runs()).extracting(Run::step).containsExactly("wait_1h");
    }

    /** Laudspeaker. */
    @Test
    void oneBadRowInTheTimerTickStopsEveryDelay() {
        Customer hanako = Customer.of(Scenarios.cart("{}")).does("Cart Updated", "cart_id", "c-1");
        var before = hanako.state();
        Instant due = Customer.timerOf(before.runs().getFirst()).due();
        List<Input> bad = List.of(
                new Input.TimerDue("nobody", due),
                new Input.TimerDue(before.runs().getFirst().id(), due.plusSeconds(1)),
                new Input.CustomerTimerDue("", due),
                new Input.CustomerTimerDue("date:nothing", due),
                new Input.CustomerTimerDue("no such kind:cart", due));
        bad.forEach(hanako::decide);
        assertThat(hanako.state()).isEqualTo(before);
        assertThat(hanako.after(Duration.ofHours(1)).mails()).containsExactly("one");
    }

    /** Dittofeed: after 35 to 108 seconds. */
    @Test
    void segmentEntrySeenByPolling() {
        var pro = Scenarios.of("pro", "trigger: {entered: {attribute: plan, equals: pro}}", "- {id: m, send: one}");
        assertThat(Customer.of(pro).is("plan", "pro").mails()).containsExactly("one");
        var cold = Scenarios.of(
                "cold",
                "trigger: {left: {performed: Viewed, within: 90m}}",
                "- {id: w, wait: 1h}\n- {id: m, send: one}");
        Customer hanako =
                Customer.of(cold).at("2026-06-01T10:17:03").does("Viewed").after(Duration.ofMinutes(90));
        assertThat(hanako.waitsUntil()).isEqualTo(LocalDateTime.parse("2026-06-01T12:47:03"));
    }

    /** Braze. */
    @Test
    void trailingDelayIsSkippedAndStepsAddedLaterMissThosePeople() {
        Scenario first = Scenarios.of("s", "trigger: {event: A}", "- {id: m, send: one}\n- {id: w, wait: 7d}");
        Scenario longer = Scenarios.of(
                "s", "trigger: {event: A}", "- {id: m, send: one}\n- {id: w, wait: 7d}\n- {id: n, send: two}");
        Customer hanako = Customer.of(first)
                .does("A")
                .nowUnder(ScenarioSet.of(
                        Customer.project(),
                        List.of(new Published(first, 1, Status.OLD), new Published(longer, 2, Status.CURRENT))))
                .after(Duration.ofDays(3))
                .decide(new Input.Moved("s", java.util.Map.of()))
                .after(Duration.ofDays(4));
        assertThat(hanako.mails()).containsExactly("one", "two");
    }

    /** Salesforce: its "no re-entry" is frozen besides. */
    @Test
    void noReentrySpansAllVersionsUntilAVersionSaysOtherwise() {
        Scenario never = Scenarios.welcome("{after-exit: never}");
        Customer hanako = Customer.of(never).does("Signed Up");
        var second = List.of(new Published(never, 1, Status.OLD), new Published(never, 2, Status.CURRENT));
        assertThat(hanako.nowUnder(ScenarioSet.of(Customer.project(), second))
                        .does("Signed Up")
                        .mails())
                .hasSize(1);
        var third = List.of(
                new Published(never, 2, Status.OLD),
                new Published(Scenarios.welcome("{after-exit: always}"), 3, Status.CURRENT));
        assertThat(hanako.nowUnder(ScenarioSet.of(Customer.project(), third))
                        .does("Signed Up")
                        .mails())
                .hasSize(2);
    }

    /** Braze: once the checkout has begun. */
    @Test
    void theSameCartCanNeverEnterAgain() {
        Customer hanako = Customer.of(Scenarios.cart("{active: restart, after-exit: always}"))
                .does("Cart Updated", "cart_id", "c-1")
                .after(Duration.ofMinutes(10))
                .does("Order Completed", "cart_id", "c-1")
                .after(Duration.ofMinutes(10))
                .does("Cart Updated", "cart_id", "c-1")
                .after(Duration.ofHours(1));
        assertThat(hanako.mails()).containsExactly("one");
    }

    /** Iterable gets this right: five o'clock is the customer's hour, nine is when the night is over. */
    @Test
    void bestHourWithinQuietHoursIsSentAtTheirEnd() {
        var best = Scenarios.of(
                "best",
                "trigger: {event: Viewed}",
                "- {id: w, wait: {until: {best-hour: {otherwise: \"05:00\"}}}}\n- {id: m, send: one}");
        Customer hanako = Customer.of(Customer.set("{quiet-hours: {from: \"21:00\", to: \"09:00\"}}", best))
                .at("2026-06-01T12:00")
                .does("Viewed")
                .at("2026-06-02T08:59");
        assertThat(hanako.mails()).isEmpty();
        assertThat(hanako.at("2026-06-02T09:00").mails()).containsExactly("one");
    }

    /** HubSpot takes New York's time where an account has none. */
    @Test
    void zoneUnsetOrNonsenseIsTheProjects() {
        var ten = Scenarios.of("s", "trigger: {event: A}", "- {id: w, wait: {until: \"10:00\"}}");
        for (String zone : new String[] {null, "", "Tokyo", "Mars/Olympus"}) {
            assertThat(Customer.of(ten)
                            .at("2026-06-01T09:00")
                            .is("timezone", zone)
                            .does("A")
                            .waitsUntil())
                    .isEqualTo(LocalDateTime.parse("2026-06-01T10:00"));
        }
    }

    /** Klaviyo: the stock is asked when the message is about to leave, also for the second. */
    @Test
    void stockNotRecheckedBeforeTheSecondRestockMail() {
        var restock = Scenarios.of("s", "trigger: {event: Restocked}", """
                - {id: m, send: one, still-true: {catalog: stock, of: {entry: sku}, at-least: 1}}
                - {id: w, wait: 1d}
                - {id: n, send: two, still-true: {catalog: stock, of: {entry: sku}, at-least: 1}}
                """);
        Customer hanako = Customer.of(restock).does("Restocked", "sku", "x-1").after(Duration.ofDays(1));
        Effect.Send second = hanako.sends().getLast();
        for (int stock : new int[] {0, 1}) {
            var project =
                    Customer.project().withCatalog(id -> java.util.Optional.of(Customer.properties("stock", stock)));
            ScenarioSet active = ScenarioSet.of(project, List.of(new Published(restock, 1, Status.CURRENT)));
            assertThat(Engine.stillWanted(active, hanako.state(), second.run(), second.step(), hanako.now()))
                    .isEqualTo(stock > 0);
        }
    }
}
