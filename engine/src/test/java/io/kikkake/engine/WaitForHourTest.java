package io.kikkake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.scenario.Scenario;
import java.time.Duration;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class WaitForHourTest {

    private static final Scenario BEST = Scenarios.of(
            "best",
            "trigger: {event: Signed Up}",
            "- {id: w, wait: {until: {best-hour: {otherwise: \"19:00\"}}}}\n- {id: mail, send: one}");

    @Test
    void whileLittleIsKnownTheStatedHourIsTaken() {
        Customer hanako =
                Customer.of(BEST).at("2026-06-01T08:30").does("Message Opened").does("Signed Up");
        assertThat(hanako.waitsUntil()).isEqualTo(LocalDateTime.parse("2026-06-01T19:00"));
    }

    @Test
    void whoReadsInTheMorningGetsMailInTheMorning() {
        Customer hanako = Customer.of(BEST);
        for (int day = 1; day <= 3; day++) {
            hanako.at("2026-06-0" + day + "T08:30").does("Message Opened");
        }
        hanako.at("2026-06-03T21:10")
                .does("Message Clicked")
                .at("2026-06-04T12:00")
                .does("Signed Up");
        assertThat(hanako.waitsUntil()).isEqualTo(LocalDateTime.parse("2026-06-05T08:00"));
        assertThat(hanako.at("2026-06-05T08:00").mails()).containsExactly("one");
    }

    @Test
    void inThatVeryHourTheRunGoesOnAtOnce() {
        Customer hanako = Customer.of(BEST).at("2026-06-01T08:30");
        hanako.does("Message Opened").does("Message Opened").does("Message Opened");
        assertThat(hanako.after(Duration.ofMinutes(20)).does("Signed Up").mails())
                .containsExactly("one");
    }

    @Test
    void opensByMachinesSayNothing() {
        Customer hanako = Customer.of(BEST).at("2026-06-01T03:00");
        for (int i = 0; i < 10; i++) {
            hanako.does("Message Opened", "machine", true);
        }
        assertThat(hanako.does("Signed Up").waitsUntil()).isEqualTo(LocalDateTime.parse("2026-06-01T19:00"));
    }

    @Test
    void whatIsRememberedStaysSmallAndNewHabitsWin() {
        Customer hanako = Customer.of(BEST);
        for (int i = 0; i < 1_000; i++) {
            hanako.at(hanako.now().plusSeconds(1)).did("Message Opened", Customer.tokyo("2026-06-01T09:00"));
        }
        for (int i = 0; i < 120; i++) {
            hanako.did("Message Opened", Customer.tokyo("2026-06-01T11:00"));
        }
        assertThat(hanako.state().memory().steps().hours()).allMatch(count -> count <= 100);
        assertThat(hanako.at("2026-06-02T00:00").does("Signed Up").waitsUntil().getHour())
                .isIn(9, 11);
    }

    @Test
    void whereNobodyAsksNothingIsRemembered() {
        Customer hanako = Customer.of(Scenarios.welcome("{}")).does("Message Opened");
        assertThat(hanako.state().memory().steps().hours()).isEmpty();
    }
}
