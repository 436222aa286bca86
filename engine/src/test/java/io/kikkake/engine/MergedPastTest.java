package io.kikkake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.scenario.Scenario;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What triggers remember of two customers who turn out to be one. */
class MergedPastTest {

    private static final Scenario PRO =
            Scenarios.of("pro", "trigger: {entered: {attribute: plan, equals: pro}}", "- {id: m, send: one}");
    private static final Scenario BIRTHDAY =
            Scenarios.of("day", "trigger: {date: birthday, every: year, at: \"10:00\"}", "- {id: m, send: one}");
    private static final Scenario RISE = Scenarios.of(
            "rise", "trigger: {trend: {event: Login}, window: 7d, up: 100, at-least: 4}", "- {id: m, send: one}");

    private static Customer at(long id, String local, Scenario scenario) {
        return Customer.numbered(id, scenario).at(local);
    }

    private static int day(String date) {
        return (int) LocalDate.parse(date).toEpochDay();
    }

    @Test
    void whoIsAmongThoseMeantIsSoSinceTheEarlierOfTheTwoWas() {
        Customer early = at(1, "2026-06-01T10:00", PRO).is("plan", "pro");
        Customer late = at(2, "2026-06-02T10:00", PRO).is("plan", "pro");
        assertThat(at(3, "2026-06-03T10:00", PRO)
                        .is("plan", "pro")
                        .absorbs(early)
                        .absorbs(late)
                        .state()
                        .memory()
                        .inside())
                .isEqualTo(Map.of("segment:pro", Customer.tokyo("2026-06-01T10:00")));
        assertThat(early.at("2026-06-03T10:00").absorbs(late).state().memory().inside())
                .isEqualTo(Map.of("segment:pro", Customer.tokyo("2026-06-01T10:00")));
        assertThat(early.absorbs(Customer.numbered(4, PRO)).state().memory().inside())
                .isEqualTo(Map.of("segment:pro", Customer.tokyo("2026-06-01T10:00")));
    }

    @Test
    void aBirthdayThatIsDueWhileTheHostIsLateIsKeptInAMerge() {
        Customer hanako = at(1, "2026-07-01T10:00", BIRTHDAY).is("birthday", "1990-07-15");
        hanako.outageUntil("2026-07-15T10:05").absorbs(Customer.numbered(2, BIRTHDAY));
        assertThat(hanako.mails()).containsExactly("one");
        assertThat(hanako.expects("date:day")).isEqualTo(LocalDateTime.parse("2027-07-15T10:00"));
    }

    @Test
    void theBirthdayThatStaysIsTheOneThatIsExpectedAlsoWhereNobodyHasHeardOfTheScenario() {
        Customer hanako = Customer.numbered(1).is("birthday", "1990-07-15").nowUnder(Customer.set(BIRTHDAY));
        hanako.absorbs(Customer.numbered(2, BIRTHDAY).is("birthday", "1990-08-01"));
        assertThat(hanako.expects("date:day")).isEqualTo(LocalDateTime.parse("2026-07-15T10:00"));
    }

    @Test
    void whatEitherDidIsAddedDayByDayAndARiseThatComesOfItStartsNothing() {
        Customer hanako = at(1, "2026-06-03T12:00", RISE)
                .does("Login")
                .does("Login")
                .at("2026-06-12T12:00")
                .does("Login")
                .does("Login");
        Customer visitor = at(2, "2026-06-11T12:00", RISE)
                .does("Login")
                .at("2026-06-12T12:00")
                .does("Login");
        hanako.absorbs(visitor);
        assertThat(hanako.state().memory().past().days().get("trend:rise"))
                .isEqualTo(Map.of(day("2026-06-03"), 2, day("2026-06-11"), 1, day("2026-06-12"), 3));
        assertThat(hanako.state().memory().inside()).containsOnlyKeys("trend:rise");
        assertThat(hanako.does("Login").mails()).isEmpty();
    }
}
