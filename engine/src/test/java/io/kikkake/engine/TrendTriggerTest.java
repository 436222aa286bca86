package io.kikkake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.scenario.Scenario;
import io.kikkake.engine.value.Value;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Scenarios that start when an event happens more or less often than before. */
class TrendTriggerTest {

    private static Scenario trend(String rule) {
        return Scenarios.of(
                "trend", "trigger: {trend: {event: Login}, window: 7d, " + rule + "}", "- {id: m, send: one}");
    }

    private static void logsInDaily(Customer customer, String month, int from, int to) {
        for (int day = from; day <= to; day++) {
            customer.at(month + "-%02dT12:00".formatted(day)).does("Login");
        }
    }

    @Test
    void aFallIsSeenAtMidnightWithoutAnyEvent() {
        Customer hanako = Customer.of(trend("down: 50, at-least: 4"));
        logsInDaily(hanako, "2026-06", 1, 7);
        // 8 to 11 June silent: of the last whole 7 days 4 are silent when the 12th begins, against 7 logins before… not
        // yet.
        assertThat(hanako.at("2026-06-11T23:59").mails()).isEmpty();
        assertThat(hanako.at("2026-06-13T00:00").mails()).containsExactly("one");
        assertThat(hanako.at("2026-09-01T00:00").mails()).hasSize(1);
        assertThat(hanako.state().memory().timers()).isEmpty();
    }

    @Test
    void aRiseIsSeenOnTheEventThatMakesItOncePerCrossing() {
        Customer hanako = Customer.of(trend("up: 100, at-least: 4"))
                .at("2026-06-03T12:00")
                .does("Login")
                .does("Login");
        hanako.at("2026-06-12T12:00").does("Login").does("Login").does("Login");
        assertThat(hanako.at("2026-06-12T13:00").mails()).isEmpty();
        assertThat(hanako.does("Login").mails()).containsExactly("one");
        assertThat(hanako.does("Login").does("Login").mails()).hasSize(1);
        Value.ObjectOf entry = hanako.sends().getFirst().run().entry();
        assertThat(entry.at("count")).isEqualTo(Value.of(4));
        assertThat(entry.at("before")).isEqualTo(Value.of(2));
    }

    @Test
    void fewEventsMakeNoTrend() {
        Customer hanako = Customer.of(trend("down: 50, at-least: 4"));
        logsInDaily(hanako, "2026-06", 1, 3);
        assertThat(hanako.at("2026-08-01T00:00").mails()).isEmpty();
    }

    @Test
    void afterHavingGoneUpAgainTheNextFallCounts() {
        Customer hanako = Customer.of(trend("down: 50, at-least: 4"));
        logsInDaily(hanako, "2026-06", 1, 7);
        logsInDaily(hanako, "2026-07", 1, 14);
        assertThat(hanako.at("2026-08-01T00:00").mails()).hasSize(2);
    }

    @Test
    void importedHistoryCountsButStartsNothing() {
        Customer hanako = Customer.of(trend("up: 50, at-least: 2")).at("2026-06-20T12:00");
        hanako.hadDone("Login", Customer.tokyo("2026-06-10T12:00"));
        hanako.hadDone("Login", Customer.tokyo("2026-06-19T12:00"))
                .hadDone("Login", Customer.tokyo("2026-06-19T13:00"));
        assertThat(hanako.mails()).isEmpty();
    }

    @Test
    void publishingCountsWhatTheLogHas() {
        Scenario down = trend("down: 50, at-least: 4");
        Input.Event[] logins = new Input.Event[6];
        for (int i = 0; i < logins.length; i++) {
            Instant at = Customer.tokyo("2026-05-2%dT12:00".formatted(i + 3));
            logins[i] = new Input.Event(i + 1, "Login", Value.ObjectOf.EMPTY, at);
        }
        Customer hanako = Customer.of(down).at("2026-05-29T12:00").finds("trend", logins);
        assertThat(hanako.mails()).isEmpty();
        assertThat(hanako.at("2026-07-01T00:00").mails()).containsExactly("one");
    }

    @Test
    void countsStayWithinTwoWindows() {
        Customer hanako = Customer.of(trend("down: 50"));
        logsInDaily(hanako, "2026-06", 1, 30);
        assertThat(hanako.state().memory().past().days().get("trend:trend")).hasSizeLessThanOrEqualTo(15);
    }

    @Test
    void aRiseIsAsManyPercentAsItSays() {
        Customer hanako = Customer.of(trend("up: 50, at-least: 1"));
        hanako.at("2026-06-03T12:00").does("Login").does("Login").does("Login").does("Login");
        hanako.at("2026-06-12T12:00").does("Login").does("Login").does("Login").does("Login");
        assertThat(hanako.does("Login").mails()).isEmpty();
        assertThat(hanako.does("Login").mails()).containsExactly("one");
    }

    @Test
    void aFallToExactlyWhatItSaysIsOne() {
        Customer hanako = Customer.of(trend("down: 50, at-least: 1"));
        hanako.at("2026-06-03T12:00").does("Login").does("Login").does("Login").does("Login");
        hanako.at("2026-06-10T12:00").does("Login").does("Login");
        assertThat(hanako.at("2026-06-10T23:59").mails()).isEmpty();
        assertThat(hanako.at("2026-06-11T00:00").mails()).containsExactly("one");
    }

    @Test
    void timeAloneMakesNoRise() {
        Customer hanako = Customer.of(trend("up: 100, at-least: 4"));
        hanako.at("2026-06-02T12:00").does("Login").does("Login").does("Login");
        hanako.at("2026-06-05T12:00").does("Login");
        hanako.at("2026-06-10T12:00").does("Login").does("Login").does("Login").does("Login");
        assertThat(hanako.state().memory().timers()).isEmpty();
        assertThat(hanako.at("2026-07-01T00:00").mails()).isEmpty();
    }

    @Test
    void publishingAgainCountsTheLogAnewAndOnlyWhatIsMeant() {
        Instant at = Customer.tokyo("2026-05-31T12:00");
        Input.Event login = new Input.Event(1, "Login", Value.ObjectOf.EMPTY, at);
        Input.Event logout = new Input.Event(2, "Logout", Value.ObjectOf.EMPTY, at);
        Customer hanako = Customer.of(trend("up: 100, at-least: 4"))
                .finds("trend", login, logout)
                .finds("trend", login, logout);
        assertThat(hanako.state().memory().past().days())
                .isEqualTo(Map.of(
                        "trend:trend",
                        Map.of((int) LocalDate.parse("2026-05-31").toEpochDay(), 1)));
    }

    @Test
    void anEventFromBeforeBothWindowsIsNotCounted() {
        Customer hanako = Customer.of(trend("up: 100, at-least: 4")).at("2026-06-20T12:00");
        hanako.did("Login", Customer.tokyo("2026-06-05T12:00"));
        assertThat(hanako.state().memory().past().days()).isEmpty();
        hanako.did("Login", Customer.tokyo("2026-06-07T12:00"));
        assertThat(hanako.state().memory().past().days()).hasSize(1);
    }
}
