package io.kikkake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.Effect.What;
import io.kikkake.engine.Guard.Check;
import io.kikkake.engine.Guard.Verdict;
import io.kikkake.engine.ScenarioSet.Published;
import io.kikkake.engine.ScenarioSet.Status;
import io.kikkake.engine.scenario.Scenario;
import io.kikkake.engine.state.Run;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The checks between due and sent, one after another. */
class GuardTest {

    /** Sends one mail at the event. */
    private static Scenario mail(String id, String event, String topic, String fields) {
        return scenario(id, event, topic, fields, "- {id: mail, send: one}");
    }

    private static Scenario scenario(String id, String event, String topic, String fields, String steps) {
        return Documents.scenario("""
                scenario: %s
                name: %s
                topic: %s
                trigger: {event: %s}
                %s
                steps:
                %s
                messages:
                  one: {from: owner, subject: One, mjml: <mjml/>}
                  two: {from: owner, subject: Two, mjml: <mjml/>}
                """.formatted(
                        id, id, topic, event, fields, steps.stripTrailing().indent(2)));
    }

    private static Customer under(String rules, Scenario... scenarios) {
        return Customer.of(Customer.set(rules, scenarios));
    }

    private static final Scenario A = mail("a", "A", "offers", "");
    private static final Scenario B = mail("b", "B", "sales", "");
    private static final Scenario ORDER = mail("order", "Ordered", "orders", "");

    private static List<String> reasons(Customer customer, What what) {
        return customer.traces().stream()
                .filter(trace -> trace.what() == what)
                .map(trace -> String.valueOf(trace.detail()))
                .toList();
    }

    private static String blockedBy(Customer customer) {
        return reasons(customer, What.BLOCKED).getLast();
    }

    @Test
    void consentIsAskedBeforeAnythingElse() {
        Customer hanako = under("{holdout: 100}", A)
                .does(Feedback.COMPLAINED)
                .unsubscribes("offers")
                .does("A");
        assertThat(blockedBy(hanako)).isEqualTo(Reason.UNSUBSCRIBED.code());
    }

    @Test
    void whoComplainedGetsNoMailAtAll() {
        Customer hanako =
                under("{}", A, ORDER).does(Feedback.COMPLAINED).does("A").does("Ordered");
        assertThat(hanako.mails()).isEmpty();
        assertThat(reasons(hanako, What.BLOCKED)).containsExactly(Reason.COMPLAINED.code(), Reason.COMPLAINED.code());
    }

    @Test
    void anAddressThatBouncedHardGetsNoMailAndANewOneDoes() {
        Customer hanako = under("{}", A).does(Feedback.BOUNCED, "hard", true).does("A");
        assertThat(hanako.mails()).isEmpty();
        assertThat(blockedBy(hanako)).isEqualTo(Reason.BOUNCED.code());
        assertThat(hanako.is("email", "new@example.jp").does("A").mails()).hasSize(1);
        hanako.does(Feedback.BOUNCED, "hard", true, "address", "NEW@example.jp").does("A");
        assertThat(hanako.mails()).hasSize(1);
    }

    @Test
    void everyFiveXxCountedAsAHardBounce() {
        Customer hanako = under("{}", A)
                .does(Feedback.BOUNCED, "hard", false, "code", "552 5.2.2 mailbox full")
                .does(Feedback.BOUNCED)
                .does("A");
        assertThat(hanako.mails()).hasSize(1);
    }

    @Test
    void aSuppressionCanBeLifted() {
        Customer hanako = under("{}", A)
                .does(Feedback.BOUNCED, "hard", true)
                .does(Feedback.COMPLAINED)
                .after(Duration.ofDays(1))
                .does(Feedback.LIFTED)
                .does("A");
        assertThat(hanako.mails()).hasSize(1);
    }

    @Test
    void withoutAUsableAddressNothingGoes() {
        for (Object email : new Object[] {null, "", "no address", "@", "a@", 5}) {
            Customer hanako = under("{}", A).is("email", email).does("A");
            assertThat(hanako.mails()).isEmpty();
            assertThat(blockedBy(hanako)).isEqualTo(Reason.NO_ADDRESS.code());
        }
    }

    @Test
    void randomCohortsReDrawnOnEachRun() {
        // Held out each time or never, and the run goes on whatever the step says.
        Scenario half = scenario(
                "half", "A", "offers", "holdout: 50", "- {id: m, send: one, on-block: end}\n- {id: n, send: two}");
        long held = LongStream.range(0, 1000)
                .filter(id -> {
                    Customer customer = Customer.numbered(id, half).does("A").does("A");
                    assertThat(customer.sends().size()).isIn(0, 4);
                    assertThat(customer.lastTrace().what()).isEqualTo(What.ENDED);
                    return customer.sends().isEmpty();
                })
                .count();
        assertThat(held).isBetween(450L, 550L);
    }

    @Test
    void aProjectsHoldoutIsForAllScenariosTogetherButNotForWhatWasOrdered() {
        ScenarioSet set = Customer.set("{holdout: 30}", A, B, ORDER);
        long held = LongStream.range(0, 1000)
                .filter(id -> {
                    Customer customer = Customer.numbered(id)
                            .nowUnder(set)
                            .does("A")
                            .does("B")
                            .does("Ordered");
                    assertThat(customer.sends().size()).isIn(1, 3);
                    return customer.sends().size() == 1;
                })
                .count();
        assertThat(held).isBetween(250L, 350L);
    }

    private static final Scenario LOUD = scenario(
            "loud", "Loud", "offers", "priority: 10\nexclusion-group: g", "- {id: w, wait: 2h}\n- {id: m, send: one}");
    private static final Scenario QUIET = mail("quiet", "Quiet", "offers", "priority: 1\nexclusion-group: g");

    @Test
    void aMoreImportantScenarioOfTheGroupGoesFirst() {
        Customer hanako = under("{}", LOUD, QUIET).does("Loud").does("Quiet");
        assertThat(hanako.mails()).isEmpty();
        assertThat(reasons(hanako, What.DEFERRED)).containsExactly(Reason.OUTRANKED.code());
        hanako.after(Duration.ofHours(3));
        assertThat(hanako.sends()).extracting(send -> send.run().scenario()).containsExactly("loud", "quiet");
    }

    @Test
    void theLessImportantOneStopsNobody() {
        Scenario slow = scenario(
                "slow",
                "Slow",
                "offers",
                "priority: 1\nexclusion-group: g",
                "- {id: w, wait: 2h}\n- {id: m, send: one}");
        Scenario fast = mail("fast", "Fast", "offers", "priority: 10\nexclusion-group: g");
        assertThat(under("{}", slow, fast).does("Slow").does("Fast").mails()).hasSize(1);
    }

    @Test
    void afterItsMailTheOthersStaySilentForAsLongAsTheGroupSays() {
        Customer hanako = under("{exclusion-groups: {g: {within: 20h}}}", LOUD, QUIET)
                .at("2026-06-01T10:00")
                .does("Loud")
                .at("2026-06-01T13:00")
                .does("Quiet");
        assertThat(hanako.waitsUntil()).isEqualTo(LocalDateTime.parse("2026-06-02T08:00"));
        assertThat(hanako.at("2026-06-02T08:00").mails()).hasSize(2);
    }

    @Test
    void twoHundredJourneysOverlapUnknownUntilAfterwards() {
        Customer hanako = under("{exclusion-groups: {g: {within: 3d}}}", LOUD, QUIET)
                .does("Loud")
                .after(Duration.ofHours(2))
                .does("Quiet");
        // Three days are more than the one a message waits: said at once, with the reason.
        assertThat(blockedBy(hanako)).isEqualTo(Reason.OUTRANKED_LATELY.code());
        assertThat(hanako.runs()).isEmpty();
    }

    @Test
    void capsCountAcrossScenariosAndTransactionalMailIsExempt() {
        Customer hanako = under("{caps: [{most: 1, per: day}]}", A, B, ORDER)
                .at("2026-06-01T12:00")
                .does("Ordered")
                .does("A")
                .at("2026-06-01T15:00")
                .does("B")
                .does("Ordered");
        assertThat(hanako.sends()).extracting(send -> send.run().scenario()).containsExactly("order", "a", "order");
        assertThat(hanako.waitsUntil()).isEqualTo(LocalDateTime.parse("2026-06-02T12:00"));
        assertThat(hanako.at("2026-06-02T12:00").mails()).hasSize(4);
    }

    @Test
    void aCapOfATopicCountsThatTopicOnly() {
        Customer hanako = under("{caps: [{most: 1, per: 6h, topic: offers}]}", A, B)
                .does("A")
                .does("B")
                .does("B")
                .does("A");
        assertThat(hanako.mails()).hasSize(3);
        assertThat(hanako.after(Duration.ofHours(6)).mails()).hasSize(4);
    }

    @Test
    void cappedMessageSkippedForEverAndNoReasonShown() {
        Customer hanako = under("{caps: [{most: 1, per: day}]}", A, B).does("A").does("B");
        Effect.Trace deferred = hanako.lastTrace();
        assertThat(deferred.what()).isEqualTo(What.DEFERRED);
        assertThat(deferred.until()).isEqualTo(hanako.now().plus(Duration.ofDays(1)));
        assertThat(Reason.of(String.valueOf(deferred.detail()))).contains(Reason.CAPPED);
        assertThat(hanako.after(Duration.ofDays(1)).mails()).hasSize(2);
    }

    @Test
    void aMessageThatDidNotLeaveAfterAllCountsForNoCap() {
        Customer hanako = under("{caps: [{most: 1, per: day}]}", A, B)
                .does("A")
                .after(Duration.ofMinutes(5))
                .does(Feedback.DROPPED, "scenario", "a", "message", "one")
                .does("B");
        assertThat(hanako.mails()).hasSize(2);
        assertThat(hanako.does("A").mails()).hasSize(2);
    }

    @Test
    void theSameMessageIsNotSentAgainSoSoon() {
        Customer hanako = under("{same-message-within: 20h}", A, ORDER)
                .does("A")
                .after(Duration.ofHours(1))
                .does("A")
                .does("Ordered")
                .does("Ordered");
        assertThat(hanako.mails()).hasSize(3);
        assertThat(reasons(hanako, What.DEFERRED)).containsExactly(Reason.SENT_LATELY.code());
        assertThat(hanako.after(Duration.ofHours(19)).mails()).hasSize(4);
    }

    @Test
    void quietHoursAreTheCustomersOwnAndPassWithMidnight() {
        String night = "{quiet-hours: {from: \"22:00\", to: \"07:00\"}}";
        Customer hanako = under(night, A).at("2026-06-01T23:30").does("A");
        assertThat(hanako.mails()).isEmpty();
        assertThat(reasons(hanako, What.DEFERRED)).containsExactly(Reason.QUIET_HOURS.code());
        assertThat(hanako.waitsUntil()).isEqualTo(LocalDateTime.parse("2026-06-02T07:00"));
        assertThat(hanako.at("2026-06-02T06:59").mails()).isEmpty();
        assertThat(hanako.at("2026-06-02T07:00").mails()).hasSize(1);
        // Half past eleven in Tokyo is the morning in New York.
        Customer john = under(night, A)
                .is("timezone", "America/New_York")
                .at("2026-06-01T23:30")
                .does("A");
        assertThat(john.mails()).hasSize(1);
    }

    @Test
    void overnightWindow22To07SwappedInto07To22() {
        String night = "{quiet-hours: {from: \"22:00\", to: \"07:00\"}}";
        for (int hour = 7; hour < 22; hour++) {
            assertThat(under(night, A)
                            .at("2026-06-01T%02d:00".formatted(hour))
                            .does("A")
                            .mails())
                    .hasSize(1);
        }
    }

    @Test
    void whatWasOrderedIsConfirmedAtNightAndSoIsWhatKeepsNoQuietHours() {
        Scenario always = mail("always", "Always", "offers", "quiet-hours: none");
        Scenario lunch = mail("lunch", "Lunch", "offers", "quiet-hours: {from: \"12:00\", to: \"13:00\"}");
        Customer hanako = under("{quiet-hours: {from: \"22:00\", to: \"07:00\"}}", ORDER, always, lunch)
                .at("2026-06-01T23:30")
                .does("Ordered")
                .does("Always")
                .does("Lunch");
        assertThat(hanako.mails()).hasSize(3);
    }

    @Test
    void aLongWeekendIsWaitedOutUnlessTheStepSaysOtherwise() {
        String rules = "{quiet-hours: {days: [saturday, sunday], holidays: jp}}";
        assertThat(under(rules, A).at("2026-05-02T10:00").does("A").waitsUntil())
                .isEqualTo(LocalDateTime.parse("2026-05-07T00:00"));
        Scenario hasty = scenario("hasty", "A", "offers", "", "- {id: m, send: one, on-block: {defer: 1d}}");
        Customer hanako = under(rules, hasty).at("2026-05-02T10:00").does("A");
        assertThat(blockedBy(hanako)).isEqualTo(Reason.QUIET_HOURS.code());
    }

    @Test
    void weekdayTestedOnTheUtcDayTokyoMorningsAreYesterday() {
        String rules = "{quiet-hours: {days: [sunday]}}";
        // Monday 08:00 in Tokyo is Sunday in UTC; Sunday 08:00 is Saturday.
        assertThat(under(rules, A).at("2026-06-08T08:00").does("A").mails()).hasSize(1);
        assertThat(under(rules, A).at("2026-06-07T08:00").does("A").mails()).isEmpty();
    }

    @Test
    void aStepMaySkipOrEndInsteadOfWaiting() {
        String rules = "{caps: [{most: 1, per: day}]}";
        Scenario skips = scenario("s", "S", "offers", "", "- {id: m, send: one, on-block: skip}\n- {id: w, wait: 1h}");
        Scenario ends = scenario("e", "E", "offers", "", "- {id: m, send: one, on-block: end}\n- {id: w, wait: 1h}");
        Customer hanako = under(rules, A, skips, ends).does("A").does("S");
        assertThat(blockedBy(hanako)).isEqualTo(Reason.CAPPED.code());
        assertThat(hanako.runs()).extracting(Run::step).containsExactly("w");
        hanako.does("E");
        assertThat(hanako.runs()).hasSize(1);
        assertThat(hanako.lastTrace().what()).isEqualTo(What.EXITED);
        assertThat(hanako.lastTrace().detail()).isEqualTo(Reason.CAPPED.code());
    }

    @Test
    void aMessageThatWaitsIsAskedEverythingAgainWhenItIsDue() {
        String rules = "{quiet-hours: {from: \"22:00\", to: \"07:00\"}}";
        Scenario goal = mail("g", "A", "offers", "goal: {event: Bought}");
        Customer bought = under(rules, goal).at("2026-06-01T23:00").does("A").does("Bought");
        assertThat(bought.runs()).isEmpty();
        assertThat(bought.timers()).isEmpty();
        Customer refused = under(rules, A).at("2026-06-01T23:00").does("A").unsubscribes("offers");
        assertThat(refused.after(Duration.ofDays(1)).mails()).isEmpty();
        Customer complained = under(rules, A).at("2026-06-01T23:00").does("A").does(Feedback.COMPLAINED);
        assertThat(complained.after(Duration.ofDays(1)).mails()).isEmpty();
        assertThat(blockedBy(complained)).isEqualTo(Reason.COMPLAINED.code());
        Customer archived = under(rules, A).at("2026-06-01T23:00").does("A");
        archived.nowUnder(ScenarioSet.of(Customer.project(), List.of(new Published(A, 1, Status.ARCHIVED))));
        assertThat(archived.after(Duration.ofDays(1)).mails()).isEmpty();
        assertThat(archived.state().memory().guarded().deferred()).isEmpty();
    }

    @Test
    void aMessagePutOffTwiceWaitsNoLongerInAllThanItsStepSays() {
        String rules = "{caps: [{most: 1, per: day}]}";
        Scenario low = scenario("low", "L", "offers", "", "- {id: m, send: one, on-block: {defer: 30h}}");
        Customer hanako = under(rules, A, low).at("2026-06-01T12:00").does("A").does("L");
        // At the moment it could go another takes the place.
        hanako.outageUntil("2026-06-02T12:00").does("A").at("2026-06-02T12:01");
        assertThat(hanako.mails()).hasSize(2);
        assertThat(blockedBy(hanako)).isEqualTo(Reason.CAPPED.code());
        assertThat(hanako.runs()).isEmpty();
    }

    @Test
    void theIdOfAMessageThatWaitedIsTheOneItWouldHaveHad() {
        Scenario cart = Scenarios.welcome("{}");
        Customer awake = Customer.of(cart).at("2026-06-01T23:00").does("Signed Up");
        Customer asleep = under("{quiet-hours: {from: \"22:00\", to: \"07:00\"}}", cart)
                .at("2026-06-01T23:00")
                .does("Signed Up")
                .at("2026-06-02T09:00");
        assertThat(asleep.sends().getFirst().id())
                .isEqualTo(awake.sends().getFirst().id());
    }

    @Test
    void nothingIsRememberedThatNoRuleAsksFor() {
        assertThat(under("{}", A).does("A").state().memory().contacts()).isEmpty();
        Customer hanako = under("{caps: [{most: 2, per: 3h}]}", A, B, ORDER);
        for (int i = 0; i < 20; i++) {
            hanako.does("A").does("B").does("Ordered").after(Duration.ofHours(1));
            assertThat(hanako.state().memory().contacts()).hasSizeLessThanOrEqualTo(2);
        }
    }

    @Test
    void theWholeChainCanBeExplained() {
        String rules = "{caps: [{most: 1, per: day}], quiet-hours: {from: \"22:00\", to: \"07:00\"}}";
        ScenarioSet set = Customer.set(rules, A, B);
        Customer hanako = Customer.of(set).at("2026-06-01T21:00").does("A").does("B");
        Run waiting = hanako.runs().getFirst();
        List<Guard.Finding> findings =
                Guard.explain(set, hanako.state(), waiting.id(), "mail", Customer.tokyo("2026-06-01T23:00"));
        assertThat(findings).extracting(Guard.Finding::check).containsExactly(Check.values());
        assertThat(findings)
                .filteredOn(finding -> !(finding.verdict() instanceof Verdict.Pass))
                .containsExactly(
                        new Guard.Finding(
                                Check.CAP, new Verdict.Defer(Customer.tokyo("2026-06-02T21:00"), Reason.CAPPED)),
                        new Guard.Finding(
                                Check.QUIET_HOURS,
                                new Verdict.Defer(Customer.tokyo("2026-06-02T07:00"), Reason.QUIET_HOURS)));
        assertThat(Guard.explain(set, hanako.state(), "nobody", "mail", hanako.now()))
                .isEmpty();
    }

    @Test
    void aMessageNobodyIsOnTheWayToCanBeExplainedToo() {
        ScenarioSet set = Customer.set("{caps: [{most: 1, per: day}]}", A);
        Customer hanako = Customer.of(set).does("A");
        var run = new Run(
                "none", "a", 1, null, io.kikkake.engine.value.Value.ObjectOf.EMPTY, hanako.now(), "mail", 1, null);
        assertThat(Guard.explain(set, hanako.state(), run, "mail", hanako.now()))
                .filteredOn(finding -> !(finding.verdict() instanceof Verdict.Pass))
                .extracting(Guard.Finding::check)
                .containsExactly(Check.CAP);
        assertThat(Guard.explain(set, hanako.state(), run, "nothing", hanako.now()))
                .isEmpty();
    }

    @Test
    void twoWhoBecomeOneHaveGotWhatBothGot() {
        ScenarioSet set = Customer.set("{caps: [{most: 2, per: day}]}", A, B);
        Customer visitor = Customer.numbered(2).nowUnder(set).does("A").does(Feedback.COMPLAINED);
        Customer hanako = Customer.of(set).does("A").absorbs(visitor);
        assertThat(hanako.state().memory().contacts()).hasSize(2);
        assertThat(hanako.does("B").mails()).hasSize(1);
        assertThat(blockedBy(hanako)).isEqualTo(Reason.COMPLAINED.code());
    }
}
