package io.kikkake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.ScenarioSet.Published;
import io.kikkake.engine.ScenarioSet.Status;
import io.kikkake.engine.condition.Truth;
import io.kikkake.engine.scenario.Scenario;
import io.kikkake.engine.scenario.SegmentReader;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/** Scenarios that start because time passes and nothing else happens: a window runs out, a date comes near. */
class SegmentByTimeTest {

    private static final String TIMER = "segment:s";

    private static Scenario entered(String condition) {
        return Scenarios.of("s", "trigger: {entered: " + condition + "}", "- {id: m, send: one}");
    }

    private static Scenario left(String condition) {
        return Scenarios.of("s", "trigger: {left: " + condition + "}", "- {id: m, send: one}");
    }

    private static LocalDateTime local(String text) {
        return LocalDateTime.parse(text);
    }

    @Example
    void whoViewedWithinSevenDaysLeavesWhenTheSeventhDayPassesAndOnlyOnce() {
        Customer hanako = Customer.of(left("{performed: Viewed, within: 7d}"))
                .at("2026-06-01T12:00")
                .does("Viewed");
        assertThat(hanako.expects(TIMER)).isEqualTo(local("2026-06-08T12:00"));
        assertThat(hanako.at("2026-06-08T11:59:59").mails()).isEmpty();
        assertThat(hanako.at("2026-06-08T12:00").mails()).containsExactly("one");
        assertThat(hanako.state().memory().timers()).isEmpty();
        assertThat(hanako.at("2027-06-01T00:00").is("city", "tokyo").mails()).containsExactly("one");
        hanako.does("Viewed").after(Duration.ofDays(7));
        assertThat(hanako.mails()).containsExactly("one", "one");
        assertThat(hanako.sends()).extracting(Effect.Send::id).doesNotHaveDuplicates();
    }

    @Example
    void whoViewsAgainInTimeStays() {
        Customer hanako = Customer.of(left("{performed: Viewed, within: 7d}"))
                .at("2026-06-01T12:00")
                .does("Viewed")
                .at("2026-06-05T09:00")
                .does("Viewed");
        assertThat(hanako.expects(TIMER)).isEqualTo(local("2026-06-12T09:00"));
        assertThat(hanako.at("2026-06-12T08:59").mails()).isEmpty();
        assertThat(hanako.at("2026-06-12T09:00").mails()).containsExactly("one");
    }

    @Example
    void whoHasNotViewedForSevenDaysEntersWithoutDoingAnything() {
        Customer hanako = Customer.of(entered("{not-performed: Viewed, within: 7d}"))
                .at("2026-06-01T12:00")
                .does("Viewed")
                .at("2026-06-30T00:00");
        assertThat(hanako.mails()).containsExactly("one");
        assertThat(hanako.sends().getFirst().run().startedAt()).isEqualTo(Customer.tokyo("2026-06-08T12:00"));
    }

    @Example
    void aContractEntersThreeDaysBeforeItEndsAndLeavesTheDayAfter() {
        Customer hanako = Customer.of(entered("{attribute: contract_end, within-next: 3d}"))
                .at("2026-06-01T12:00")
                .is("contract_end", "2026-06-20");
        assertThat(hanako.expects(TIMER)).isEqualTo(local("2026-06-17T00:00"));
        assertThat(hanako.at("2026-06-17T00:00").mails()).containsExactly("one");
        assertThat(hanako.expects(TIMER)).isEqualTo(local("2026-06-21T00:00"));
        assertThat(hanako.at("2027-01-01T00:00").mails()).containsExactly("one");
        assertThat(hanako.state().memory().inside()).isEmpty();

        Customer leaves = Customer.of(left("{attribute: contract_end, within-next: 3d}"))
                .at("2026-06-01T12:00")
                .is("contract_end", "2026-06-20");
        assertThat(leaves.at("2026-06-20T23:59:59").mails()).isEmpty();
        assertThat(leaves.at("2026-06-21T00:00").mails()).containsExactly("one");
    }

    private static final String BIRTHDAY_SOON = "{any: [{attribute: birthday, anniversary: today},"
            + " {attribute: birthday, anniversary-in: 1d}, {attribute: birthday, anniversary-in: 2d},"
            + " {attribute: birthday, anniversary-in: 3d}]}";

    @Example
    void aBirthdayWithinThreeDaysEntersOnceAYearHoweverManyMidnightsPass() {
        Customer hanako = Customer.of(entered(BIRTHDAY_SOON))
                .at("2026-01-10T12:00")
                .is("birthday", "1990-06-05")
                .at("2026-06-01T23:59:59");
        assertThat(hanako.mails()).isEmpty();
        assertThat(hanako.at("2026-06-02T00:00").mails()).hasSize(1);
        assertThat(hanako.at("2026-06-05T23:59").state().memory().inside()).containsOnlyKeys(TIMER);
        assertThat(hanako.at("2026-12-31T00:00").mails()).hasSize(1);
        assertThat(hanako.state().memory().inside()).isEmpty();
        assertThat(hanako.at("2028-12-31T00:00").mails()).hasSize(3);
    }

    @Example
    void thoseBornOnTheLeapDayEnterInCommonYearsToo() {
        Customer hanako = Customer.of(entered("{attribute: birthday, anniversary: today}"))
                .at("2026-01-10T12:00")
                .is("birthday", "1992-02-29")
                .at("2026-02-28T00:00");
        assertThat(hanako.mails()).hasSize(1);
        assertThat(hanako.at("2027-12-31T00:00").at("2028-02-28T23:59").mails()).hasSize(2);
        assertThat(hanako.at("2028-02-29T00:00").mails()).hasSize(3);
    }

    @Example
    void whereTheHostWasAwayTheRunStartsOnceAndCountsFromWhenItShouldHave() {
        Scenario scenario = Scenarios.of(
                "s", "trigger: {left: {performed: Viewed, within: 7d}}", "- {id: w, wait: 3d}\n- {id: m, send: one}");
        Customer hanako = Customer.of(scenario)
                .at("2026-06-01T12:00")
                .does("Viewed")
                .outageUntil("2026-06-10T00:00")
                .at("2026-06-10T00:00");
        assertThat(hanako.waitsUntil()).isEqualTo(local("2026-06-11T12:00"));
    }

    /** A host decides what came in before what was due after that, and both at one moment. */
    @Example
    void anInputThatIsDecidedBeforeAnOverdueTimerDoesNotHideTheCrossing() {
        for (String condition :
                List.of("{not-performed: Viewed, within: 7d}", "{attribute: contract_end, within-next: 3d}")) {
            Customer hanako = Customer.of(entered(condition), Scenarios.welcome("{}"))
                    .at("2026-06-01T12:00")
                    .is("contract_end", "2026-06-11")
                    .does("Viewed")
                    .outageUntil("2026-06-08T12:00:01")
                    .is("city", "tokyo");
            assertThat(hanako.mails()).as(condition).containsExactly("one");
            assertThat(hanako.at("2026-06-08T13:00").is("city", "osaka").mails())
                    .as(condition)
                    .containsExactly("one");
        }
        Customer leaves = Customer.of(left("{performed: Viewed, within: 7d}"))
                .at("2026-06-01T12:00")
                .does("Viewed")
                .outageUntil("2026-06-09T12:00")
                .is("city", "tokyo");
        assertThat(leaves.at("2026-06-10T12:00").mails()).containsExactly("one");
    }

    @Example
    void twoScenariosThatWatchTheSameDayBothStart() {
        String soon = "{attribute: contract_end, within-next: 3d}";
        Scenario other = Scenarios.of("t", "trigger: {entered: " + soon + "}", "- {id: m, send: two}");
        Customer hanako = Customer.of(entered(soon), other)
                .at("2026-06-01T12:00")
                .is("contract_end", "2026-06-20")
                .outageUntil("2026-06-17T08:00")
                .at("2026-06-17T08:00");
        assertThat(hanako.mails()).containsExactlyInAnyOrder("one", "two");
        assertThat(hanako.sends()).allMatch(send -> send.run().startedAt().equals(Customer.tokyo("2026-06-17T00:00")));
        assertThat(hanako.at("2026-06-30T00:00").mails()).hasSize(2);
    }

    @Example
    void theViewThatArrivesInTimeForAnOverdueTimerKeepsTheCustomerIn() {
        Customer hanako = Customer.of(left("{performed: Viewed, within: 7d}"))
                .at("2026-06-01T12:00")
                .does("Viewed")
                .outageUntil("2026-06-08T12:00:05")
                .did("Viewed", Customer.tokyo("2026-06-08T11:59"));
        assertThat(hanako.at("2026-06-15T11:58").mails()).isEmpty();
        assertThat(hanako.at("2026-06-15T11:59").mails()).containsExactly("one");
    }

    @Example
    void ofTwoWhoBecomeOneTheLaterViewCounts() {
        Scenario scenario = left("{performed: Viewed, within: 7d}");
        Customer member = Customer.numbered(1, scenario).at("2026-06-01T12:00").does("Viewed");
        Customer visitor = Customer.numbered(2, scenario).at("2026-06-03T12:00").does("Viewed");
        member.at("2026-06-04T00:00").absorbs(visitor);
        assertThat(member.expects(TIMER)).isEqualTo(local("2026-06-10T12:00"));
        assertThat(member.at("2026-06-10T11:59").mails()).isEmpty();
        assertThat(member.at("2026-06-10T12:00").mails()).containsExactly("one");
        assertThat(member.at("2026-12-01T00:00").mails()).containsExactly("one");
    }

    @Example
    void whatOnlyTheOtherWasWaitingForGoesOnAfterTheMerge() {
        Scenario scenario = entered("{not-performed: Viewed, within: 7d}");
        Customer visitor = Customer.numbered(2, scenario).at("2026-06-03T12:00").does("Viewed");
        Customer member = Customer.numbered(1, scenario)
                .at("2026-06-04T00:00")
                .is("city", "tokyo")
                .absorbs(visitor);
        assertThat(member.expects(TIMER)).isEqualTo(local("2026-06-10T12:00"));
        assertThat(member.at("2026-06-10T12:00").mails()).containsExactly("one");
    }

    @Example
    void aMergeWithSomebodyWhoHasCrossedAlreadyStartsNothing() {
        Scenario scenario = entered("{attribute: contract_end, within-next: 3d}");
        Customer visitor = Customer.numbered(2, scenario)
                .at("2026-06-01T12:00")
                .is("contract_end", "2026-06-20")
                .at("2026-06-18T12:00");
        assertThat(visitor.mails()).hasSize(1);
        Customer member = Customer.numbered(1, scenario)
                .at("2026-06-01T12:00")
                .is("contract_end", "2026-06-19")
                .at("2026-06-18T12:00");
        assertThat(member.absorbs(visitor).mails()).hasSize(1);
        assertThat(member.expects(TIMER)).isEqualTo(local("2026-06-20T00:00"));
        assertThat(member.at("2026-07-01T00:00").mails()).hasSize(1);
    }

    @Example
    void onTheDayTheClocksGoForwardADayIsAnHourShorter() {
        Customer kate = Customer.of(left("{performed: Viewed, within: 1d}"))
                .is("timezone", "America/New_York")
                .at(Instant.parse("2027-03-13T17:00:00Z"))
                .does("Viewed");
        // Noon in New York on both days: 23 hours.
        assertThat(kate.at(Instant.parse("2027-03-14T15:59:59Z")).mails()).isEmpty();
        assertThat(kate.at(Instant.parse("2027-03-14T16:00:00Z")).mails()).hasSize(1);
    }

    @Example
    void aTimeTheClocksSkipMovesForwardAndOneTheyShowTwiceIsTheFirst() {
        Customer spring = Customer.of(left("{performed: Viewed, within: 1d}"))
                .is("timezone", "America/New_York")
                .at(Instant.parse("2027-03-13T07:30:00Z"))
                .does("Viewed");
        assertThat(spring.state().memory().timers().get(TIMER)).isEqualTo("2027-03-14T07:30:00Z");
        assertThat(spring.at(Instant.parse("2027-03-14T07:30:00Z")).mails()).hasSize(1);
        Customer autumn = Customer.of(left("{performed: Viewed, within: 1d}"))
                .is("timezone", "America/New_York")
                .at(Instant.parse("2027-11-06T05:30:00Z"))
                .does("Viewed");
        assertThat(autumn.state().memory().timers().get(TIMER)).isEqualTo("2027-11-07T05:30:00Z");
        assertThat(autumn.at(Instant.parse("2027-11-07T08:00:00Z")).mails()).hasSize(1);
    }

    @Example
    void whoMovesToAnotherZoneHasOtherMidnights() {
        Customer hanako = Customer.of(entered("{attribute: contract_end, within-next: 3d}"))
                .at("2026-06-01T12:00")
                .is("contract_end", "2026-06-20")
                .is("timezone", "America/New_York");
        assertThat(hanako.state().memory().timers().get(TIMER)).isEqualTo("2026-06-17T04:00:00Z");
        assertThat(hanako.at("2026-06-17T12:59").mails()).isEmpty();
        assertThat(hanako.at("2026-06-17T13:00").mails()).hasSize(1);
    }

    @Example
    void ofTwoWindowsEitherOfWhichIsEnoughTheLaterOneDecides() {
        Customer hanako = Customer.of(
                        left("{any: [{performed: Viewed, within: 2d}, {performed: Ordered, within: 5d}]}"))
                .at("2026-06-01T12:00")
                .does("Viewed")
                .does("Ordered");
        assertThat(hanako.expects(TIMER)).isEqualTo(local("2026-06-03T12:00"));
        assertThat(hanako.at("2026-06-03T12:00").mails()).isEmpty();
        assertThat(hanako.expects(TIMER)).isEqualTo(local("2026-06-06T12:00"));
        assertThat(hanako.at("2026-06-06T12:00").mails()).containsExactly("one");
    }

    @Example
    void whatIsNotEitherOfTwoBeginsWhenTheLastOfThemEnds() {
        Customer hanako = Customer.of(
                        entered("{not: {any: [{performed: Viewed, within: 2d}, {performed: Ordered, within: 5d}]}}"))
                .at("2026-06-01T12:00")
                .does("Viewed")
                .does("Ordered")
                .at("2026-06-06T11:59");
        assertThat(hanako.mails()).isEmpty();
        assertThat(hanako.at("2026-07-06T12:00").mails()).containsExactly("one");
        assertThat(hanako.sends().getFirst().run().startedAt()).isEqualTo(Customer.tokyo("2026-06-06T12:00"));
    }

    @Example
    void viewedLatelyButNotInTheLastDaysIsAWhile() {
        String cooling = "{all: [{performed: Viewed, within: 7d}, {not: {performed: Viewed, within: 3d}}]}";
        Customer enters = Customer.of(entered(cooling)).at("2026-06-01T12:00").does("Viewed");
        assertThat(enters.at("2026-06-04T12:00").mails()).hasSize(1);
        assertThat(enters.expects(TIMER)).isEqualTo(local("2026-06-08T12:00"));
        assertThat(enters.at("2026-07-01T00:00").mails()).hasSize(1);
        Customer leaves = Customer.of(left(cooling)).at("2026-06-01T12:00").does("Viewed");
        assertThat(leaves.at("2026-06-08T11:59").mails()).isEmpty();
        assertThat(leaves.at("2026-07-01T00:00").mails()).hasSize(1);
    }

    @Example
    void whereOneEndsAsTheOtherBeginsNobodyLeaves() {
        Customer hanako = Customer.of(left("{any: [{attribute: due, on-day: today}, {attribute: due, before: today}]}"))
                .at("2026-06-01T12:00")
                .is("due", "2026-06-03")
                .at("2026-12-01T00:00");
        assertThat(hanako.mails()).isEmpty();
        assertThat(hanako.state().memory().inside()).containsOnlyKeys(TIMER);
    }

    @Example
    void aSavedSegmentIsWatchedThroughItsName() {
        var project = Customer.project()
                .withSegments(
                        Map.of("fresh", SegmentReader.condition(Documents.value("{performed: Viewed, within: 7d}"))));
        ScenarioSet active =
                ScenarioSet.of(project, List.of(new Published(left("{segment: fresh}"), 1, Status.CURRENT)));
        Customer hanako = Customer.of(active).at("2026-06-01T12:00").does("Viewed");
        assertThat(hanako.expects(TIMER)).isEqualTo(local("2026-06-08T12:00"));
        assertThat(hanako.at("2026-06-08T12:00").mails()).hasSize(1);
    }

    @Example
    void nobodyIsAskedAboutAScenarioThatIsArchived() {
        Scenario scenario = left("{performed: Viewed, within: 7d}");
        Customer hanako = Customer.of(scenario)
                .at("2026-06-01T12:00")
                .does("Viewed")
                .nowUnder(ScenarioSet.of(Customer.project(), List.of(new Published(scenario, 1, Status.ARCHIVED))))
                .at("2026-07-01T12:00");
        assertThat(hanako.mails()).isEmpty();
        assertThat(hanako.state().memory().timers()).isEmpty();
    }

    /** An hour, and what happens then, if anything. */
    record Happened(int hours, String event, int day) {}

    @Provide
    Arbitrary<String> conditions() {
        return Arbitraries.of(
                "{performed: A, within: 2d}",
                "{performed: A, at-least: 2, within: 30h}",
                "{not-performed: A, within: 36h}",
                "{any: [{performed: A, within: 1d}, {performed: B, within: 3d}]}",
                "{all: [{performed: A, within: 3d}, {not: {performed: B, within: 1d}}]}",
                "{not: {any: [{performed: A, within: 12h}, {attribute: date, within-next: 2d}]}}",
                "{any: [{attribute: date, on-day: today}, {sequence: {event: A}, without: {event: B}, for: 1d}]}",
                "{all: [{attribute: date, anniversary-in: 1d}, {performed: A, last: {longer-ago: 1d}}]}");
    }

    @Provide
    Arbitrary<List<Happened>> histories() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.of("A", "B", "date", "nothing"),
                        Arbitraries.integers().between(1, 28))
                .as(Happened::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(10);
    }

    /** The timers tell what asking every hour would, and every way in is one run. */
    @Tag("drawn")
    @Property(tries = 100)
    void timersTellWhatAskingEveryHourWould(
            @ForAll("conditions") String condition, @ForAll("histories") List<Happened> history) {
        Asking asked = Asking.of(condition);
        Customer watched =
                Customer.of(entered(condition)).at("2026-06-01T12:00").finds("s");
        Customer known = asked.customer().at("2026-06-01T12:00");
        var seen = new Seen(asked, watched);
        for (Happened each : history) {
            for (int hour = 0; hour < each.hours(); hour++) {
                watched.after(Duration.ofHours(1));
                known.after(Duration.ofHours(1));
                seen.check();
            }
            happens(watched, each);
            happens(known, each);
            seen.check();
        }
        assertThat(watched.sends()).extracting(Effect.Send::id).doesNotHaveDuplicates();
    }

    private static void happens(Customer customer, Happened each) {
        switch (each.event()) {
            case "nothing" -> {}
            case "date" -> customer.is("date", "2026-06-%02d".formatted(each.day()));
            default -> customer.does(each.event());
        }
    }

    /** Who asks all the time, and how often they saw the customer come in. */
    private static final class Seen {
        private final Asking asked;
        private final Customer watched;
        private boolean inside;
        private int crossings;

        Seen(Asking asked, Customer watched) {
            this.asked = asked;
            this.watched = watched;
            this.inside = asked.truth() == Truth.TRUE;
        }

        void check() {
            boolean is = asked.truth() == Truth.TRUE;
            crossings += is && !inside ? 1 : 0;
            inside = is;
            assertThat(watched.state().memory().inside().containsKey(TIMER)).isEqualTo(is);
            assertThat(watched.sends()).hasSize(crossings);
            assertThat(watched.state().memory().timers().values()).allMatch(due -> due.isAfter(watched.now()));
        }
    }
}
