package io.kikkake.engine;

import static io.kikkake.engine.Customer.tokyo;
import static io.kikkake.engine.condition.Truth.FALSE;
import static io.kikkake.engine.condition.Truth.TRUE;
import static io.kikkake.engine.condition.Truth.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kikkake.engine.ScenarioSet.Published;
import io.kikkake.engine.ScenarioSet.Status;
import io.kikkake.engine.condition.Condition;
import io.kikkake.engine.scenario.Scenario;
import io.kikkake.engine.scenario.SegmentReader;
import io.kikkake.engine.state.Tally;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Conditions about what a customer did before. */
class PastConditionTest {

    @Test
    void threeViewsInSevenDaysHoldUntilTheFirstOfThemIsSevenDaysOld() {
        Asking asking = Asking.of("{performed: Viewed, at-least: 3, within: 7d}");
        asking.customer()
                .at("2026-06-01T10:00")
                .does("Viewed")
                .at("2026-06-02T10:00")
                .does("Viewed");
        assertThat(asking.truth()).isEqualTo(FALSE);
        asking.customer().at("2026-06-03T10:00").does("Viewed");
        assertThat(asking.truth()).isEqualTo(TRUE);
        assertThat(asking.nextChange()).isEqualTo(tokyo("2026-06-08T10:00"));
        assertThat(asking.truth(tokyo("2026-06-08T09:59:59"))).isEqualTo(TRUE);
        assertThat(asking.truth(tokyo("2026-06-08T10:00"))).isEqualTo(FALSE);
    }

    @Test
    void noMoreMomentsAreKeptThanTheConditionNeeds() {
        Asking asking = Asking.of("{performed: Viewed, at-least: 3, within: 7d}");
        for (int i = 0; i < 50; i++) {
            asking.customer().after(Duration.ofMinutes(1)).does("Viewed");
        }
        Tally kept =
                asking.customer().state().memory().tallies().values().iterator().next();
        assertThat(kept)
                .isInstanceOfSatisfying(
                        Tally.Moments.class,
                        moments -> assertThat(moments.seconds()).hasSize(3));
    }

    @Test
    void aLateEventCountsWhenItHappened() {
        Asking asking = Asking.of("{performed: Viewed, at-least: 2, within: 7d}");
        asking.customer().at("2026-06-10T10:00").does("Viewed").did("Viewed", tokyo("2026-06-01T10:00"));
        assertThat(asking.truth()).isEqualTo(FALSE);
        asking.customer().did("Viewed", tokyo("2026-06-09T10:00"));
        assertThat(asking.truth()).isEqualTo(TRUE);
    }

    @Test
    void importedHistoryCounts() {
        Asking asking = Asking.of("{performed: Ordered, sum: total, at-least: 10000}");
        asking.customer().hadDone("Ordered", tokyo("2024-01-01T10:00"), "total", 12000);
        assertThat(asking.truth()).isEqualTo(TRUE);
    }

    @Test
    void whoNeverDidItHasDoneItZeroTimes() {
        assertThat(Asking.of("{not-performed: Ordered}").truth()).isEqualTo(TRUE);
        assertThat(Asking.of("{performed: Ordered, at-most: 2}").truth()).isEqualTo(TRUE);
        assertThat(Asking.of("{performed: Ordered, sum: total, equals: 0}").truth())
                .isEqualTo(TRUE);
        assertThat(Asking.of("{performed: Ordered, min: total, at-least: 0}").truth())
                .isEqualTo(UNKNOWN);
        assertThat(Asking.of("{performed: Ordered, last: {longer-ago: 30d}}").truth())
                .isEqualTo(UNKNOWN);
    }

    @Test
    void onlyEventsThatMeetTheWhereCount() {
        Asking asking =
                Asking.of("{performed: Ordered, where: {property: total, at-least: 5000}, at-least: 2, within: 30d}");
        asking.customer()
                .does("Ordered", "total", 9000)
                .does("Ordered", "total", 100)
                .does("Ordered");
        assertThat(asking.truth()).isEqualTo(FALSE);
        asking.customer().does("Ordered", "total", 5000);
        assertThat(asking.truth()).isEqualTo(TRUE);
    }

    @Test
    void sumsLeastAndGreatestOfAWindow() {
        String where = "{all: [{performed: Ordered, sum: total, equals: 300, within: 2d},"
                + " {performed: Ordered, min: total, equals: 100, within: 2d},"
                + " {performed: Ordered, max: total, equals: 200, within: 2d}]}";
        Asking asking = Asking.of(where);
        asking.customer()
                .at("2026-06-01T10:00")
                .does("Ordered", "total", 999)
                .at("2026-06-03T12:00")
                .does("Ordered", "total", 100)
                .after(Duration.ofHours(1))
                .does("Ordered", "total", 200)
                .does("Ordered", "total", "a lot");
        assertThat(asking.truth()).isEqualTo(TRUE);
        assertThat(asking.nextChange()).isEqualTo(tokyo("2026-06-05T12:00"));
    }

    @Test
    void differentProductsAreCountedOnce() {
        Asking asking = Asking.of("{performed: Viewed, distinct: sku, at-least: 3, within: 7d}");
        asking.customer()
                .does("Viewed", "sku", "a")
                .does("Viewed", "sku", "b")
                .does("Viewed", "sku", "a")
                .does("Viewed", "sku", null);
        assertThat(asking.truth()).isEqualTo(FALSE);
        asking.customer().does("Viewed", "sku", 1);
        assertThat(asking.truth()).isEqualTo(TRUE);
    }

    @Test
    void aPeriodCountsTheDaysOfTheCustomersCalendar() {
        Asking asking = Asking.of("{performed: Ordered, between: [\"2026-06-02\", \"2026-06-03\"]}");
        asking.customer().at("2026-06-01T23:59").does("Ordered");
        assertThat(asking.truth()).isEqualTo(FALSE);
        asking.customer().at("2026-06-04T00:00").does("Ordered");
        assertThat(asking.truth()).isEqualTo(FALSE);
        asking.customer().did("Ordered", tokyo("2026-06-03T23:59"));
        assertThat(asking.truth()).isEqualTo(TRUE);
    }

    @Test
    void theLastOrderLiesLongerAgo() {
        Asking asking = Asking.of("{performed: Ordered, last: {longer-ago: 30d}}");
        asking.customer().at("2026-06-01T10:00").does("Ordered");
        assertThat(asking.nextChange()).isEqualTo(tokyo("2026-07-01T10:00"));
        assertThat(asking.truth(tokyo("2026-07-01T09:59"))).isEqualTo(FALSE);
        assertThat(asking.truth(tokyo("2026-07-01T10:00"))).isEqualTo(TRUE);
    }

    @Test
    void oneEventFollowsAnotherInTimeWhateverOrderTheyComeIn() {
        String condition = "{sequence: {event: Carted}, then: {event: Ordered}, within: 1d}";
        Asking late = Asking.of(condition);
        late.customer().at("2026-06-03T10:00").did("Ordered", tokyo("2026-06-02T12:00"));
        late.customer().did("Carted", tokyo("2026-06-02T10:00"));
        assertThat(late.truth()).isEqualTo(TRUE);
        Asking reversed = Asking.of(condition);
        reversed.customer().does("Ordered").after(Duration.ofHours(1)).does("Carted");
        assertThat(reversed.truth()).isEqualTo(FALSE);
        reversed.customer().after(Duration.ofHours(25)).does("Ordered");
        assertThat(reversed.truth()).isEqualTo(FALSE);
    }

    @Test
    void anEventDoesNotFollowItself() {
        Asking asking = Asking.of("{sequence: {event: Viewed}, then: {event: Viewed}, within: 1h}");
        asking.customer().does("Viewed");
        assertThat(asking.truth()).isEqualTo(FALSE);
        asking.customer().after(Duration.ofMinutes(1)).does("Viewed");
        assertThat(asking.truth()).isEqualTo(TRUE);
    }

    @Test
    void aCartWithoutAnOrderForADay() {
        Asking asking = Asking.of("{sequence: {event: Carted}, without: {event: Ordered}, for: 1d}");
        asking.customer()
                .at("2026-06-01T10:00")
                .does("Carted")
                .at("2026-06-01T20:00")
                .does("Carted");
        assertThat(asking.truth()).isEqualTo(FALSE);
        assertThat(asking.nextChange()).isEqualTo(tokyo("2026-06-02T10:00"));
        asking.customer().at("2026-06-02T10:00");
        assertThat(asking.truth()).isEqualTo(TRUE);
        asking.customer().did("Ordered", tokyo("2026-06-01T15:00"));
        assertThat(asking.truth()).isEqualTo(FALSE);
        assertThat(asking.nextChange()).isEqualTo(tokyo("2026-06-02T20:00"));
        asking.customer().does("Ordered");
        assertThat(asking.nextChange()).isNull();
    }

    @Test
    void messagesAreAskedAfterLikeEvents() {
        Asking asking = Asking.of("{message: opened, scenario: welcome, step: mail_1, within: 7d}");
        asking.customer().does("Message Opened", "scenario", "welcome", "step", "mail_2");
        assertThat(asking.truth()).isEqualTo(FALSE);
        asking.customer().does("Message Opened", "scenario", "welcome", "step", "mail_1");
        assertThat(asking.truth()).isEqualTo(TRUE);
    }

    @Test
    void whatMachinesOpenAndClickIsNobodysDoing() {
        for (String asked : List.of(
                "{message: clicked, scenario: welcome}",
                "{message: clicked}",
                "{performed: Message Clicked}",
                "{performed: Message Clicked, where: {property: scenario, equals: welcome}}")) {
            Asking asking = Asking.of(asked);
            asking.customer().does("Message Clicked", "scenario", "welcome", "machine", true);
            assertThat(asking.truth()).as(asked).isEqualTo(FALSE);
            asking.customer().does("Message Clicked", "scenario", "welcome");
            assertThat(asking.truth()).as(asked).isEqualTo(TRUE);
        }
    }

    @Test
    void machinesCountWhereTheyAreAskedFor() {
        for (String asked : List.of(
                "{message: opened, machines: true}",
                "{performed: Message Opened, where: {property: machine, equals: true}}")) {
            Asking asking = Asking.of(asked);
            asking.customer().does("Message Opened", "machine", true);
            assertThat(asking.truth()).as(asked).isEqualTo(TRUE);
        }
    }

    @Test
    void aScannerThatFollowsALinkStartsNoScenario() {
        Customer hanako =
                Customer.of(Scenarios.of("reader", "trigger: {event: Message Clicked}", "- {id: mail, send: one}"));
        hanako.does("Message Clicked", "link", "https://shop.example/", "machine", true);
        assertThat(hanako.mails()).isEmpty();
        hanako.does("Message Clicked", "link", "https://shop.example/");
        assertThat(hanako.mails()).hasSize(1);
    }

    @Test
    void consentIsWhatTheTopicPermits() {
        Asking news = Asking.of("{consent: news, given: true}");
        assertThat(news.truth()).isEqualTo(FALSE);
        news.customer().subscribes("news");
        assertThat(news.truth()).isEqualTo(TRUE);
        assertThat(Asking.of("{consent: offers, given: true}").truth()).isEqualTo(TRUE);
        assertThat(Asking.of("{consent: nothing, given: false}").truth()).isEqualTo(UNKNOWN);
    }

    @Test
    void theFirstOrderIsTheOneThatMakesTheCountOne() {
        Customer customer = Customer.of(Scenarios.of(
                "first",
                "trigger: {event: Ordered, where: {performed: Ordered, equals: 1}}",
                "- {id: mail, send: one}"));
        customer.does("Ordered").does("Ordered");
        assertThat(customer.mails()).containsExactly("one");
    }

    @Test
    void anEventOnlyTalliesAskForIsListenedTo() {
        ScenarioSet active = Asking.of("{performed: Viewed}").active();
        assertThat(active.listens("Viewed")).isTrue();
        assertThat(active.listens("Clicked")).isFalse();
    }

    @Test
    void aSegmentIsAskedByItsName() {
        Condition vip = SegmentReader.condition(Documents.value("{performed: Ordered, at-least: 2}"));
        Scenario scenario =
                Scenarios.of("vip", "trigger: {event: Visited, where: {segment: vip}}", "- {id: mail, send: one}");
        Customer customer = Customer.of(ScenarioSet.of(
                Customer.project().withSegments(Map.of("vip", vip)),
                List.of(new Published(scenario, 1, Status.CURRENT))));
        customer.does("Ordered").does("Visited").does("Ordered").does("Visited");
        assertThat(customer.mails()).hasSize(1);
    }

    @Test
    void aSegmentThatIsPartOfItselfIsRefused() {
        var segments = new HashMap<String, Condition>();
        segments.put("a", SegmentReader.condition(Documents.value("{not: {segment: b}}")));
        segments.put("b", SegmentReader.condition(Documents.value("{any: [{segment: c}, {segment: a}]}")));
        assertThatThrownBy(() -> Customer.project().withSegments(segments))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A segment cannot be part of itself: a → b → a");
    }

    @Test
    void whoIsOrWasInAScenario() {
        Scenario keyed = Scenarios.of("cart", "trigger: {event: Carted}\nkey: id", "- {id: w, wait: 1h}");
        Scenario asking = Scenarios.of("asking", "trigger: {event: Asked}", """
                - {id: b, branch: {cases: [{when: {in-scenario: cart}, next: one}, {when: {been-in-scenario: cart}, next: two}], else: end}}
                - {id: one, send: one, next: end}
                - {id: two, send: two, next: end}
                """);
        Customer customer = Customer.of(keyed, asking);
        customer.does("Asked")
                .does("Carted", "id", 1)
                .does("Asked")
                .after(Duration.ofHours(2))
                .does("Asked");
        assertThat(customer.mails()).containsExactly("one", "two");
    }

    @Test
    void stockIsLookedUpWhenItIsAsked() {
        var stock = new HashMap<String, Integer>(Map.of("p-1", 3));
        Scenario scenario = Scenarios.of(
                "stock",
                "trigger: {event: Viewed}",
                "- {id: w, wait: 1h}\n- {id: b, branch: {cases: [{when: {catalog: stock, of: {entry: id}, at-least: 1}, next: m}], else: end}}\n- {id: m, send: one}");
        var project = Customer.project()
                .withCatalog(id -> Optional.ofNullable(stock.get(id)).map(n -> Customer.properties("stock", n)));
        Customer customer = Customer.of(ScenarioSet.of(project, List.of(new Published(scenario, 1, Status.CURRENT))));
        customer.does("Viewed", "id", "p-1").after(Duration.ofHours(2));
        stock.put("p-1", 0);
        customer.does("Viewed", "id", "p-1").after(Duration.ofHours(2));
        customer.does("Viewed", "id", "p-2").after(Duration.ofHours(2));
        assertThat(customer.mails()).hasSize(1);
    }

    @Test
    void whatNobodyAsksForAnyMoreIsForgotten() {
        Asking asking = Asking.of("{performed: Viewed}");
        Customer customer = asking.customer().does("Viewed");
        assertThat(customer.state().memory().tallies()).hasSize(1);
        customer.nowUnder(Asking.of("{performed: Ordered}").active()).is("plan", "pro");
        assertThat(customer.state().memory().tallies()).isEmpty();
    }

    @Test
    void whoAskTheSameShareATally() {
        Scenario one = Scenarios.of(
                "one", "trigger: {event: A, where: {performed: V, at-least: 3, within: 7d}}", "- {id: m, send: one}");
        Scenario two = Scenarios.of(
                "two", "trigger: {event: B, where: {performed: V, less-than: 3, within: 1w}}", "- {id: m, send: one}");
        Customer customer = Customer.of(one, two).does("V").does("V");
        assertThat(customer.state().memory().tallies()).hasSize(1);
    }

    @Test
    void twoPastsBecomeOne() {
        Asking asking = Asking.of("{performed: Ordered, sum: total, equals: 300}");
        Customer other = Customer.of(asking.active()).does("Ordered", "total", 100);
        asking.customer().does("Ordered", "total", 200).absorbs(other);
        assertThat(asking.truth()).isEqualTo(TRUE);
    }

    @Test
    void numbersBeyondReasonDoNoHarm() {
        Asking asking = Asking.of("{performed: Ordered, sum: total, equals: 5}");
        asking.customer()
                .does("Ordered", "total", new java.math.BigDecimal("1E+2000000000"))
                .does("Ordered", "total", new java.math.BigDecimal("1E-2000000000"))
                .does("Ordered", "total", 5);
        assertThat(asking.truth()).isEqualTo(TRUE);
    }

    @Test
    void aTriggerMayCombineViewsWithAMissingOrder() {
        Customer customer = Customer.of(Scenarios.of(
                "hesitating",
                "trigger: {event: Viewed, where: {all: [{performed: Viewed, at-least: 3, within: 7d}, {not-performed: Ordered, within: 7d}]}}",
                "- {id: mail, send: one}"));
        customer.does("Viewed").does("Viewed").does("Ordered").does("Viewed");
        assertThat(customer.mails()).isEmpty();
        customer.after(Duration.ofDays(7)).does("Viewed").does("Viewed").does("Viewed");
        assertThat(customer.mails()).hasSize(1);
    }
}
