package io.kikkake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.Effect.What;
import io.kikkake.engine.scenario.Scenario;
import java.time.Duration;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class WaitForTest {

    private static final Scenario REACTION = Scenarios.of("s", "trigger: {event: Requested}", """
            - id: reaction
              wait-for:
                events:
                  - {name: 高額, event: Clicked, where: {property: value, at-least: 100}, next: high}
                  - {name: クリック, event: Clicked, next: low}
                  - {event: Booked, next: end}
                timeout: 2d
                on-timeout: reminder
            - {id: high, send: one, next: end}
            - {id: low, wait: 1h, next: end}
            - {id: reminder, send: two}
            """);

    @Test
    void theFirstThatMatchesMovesTheRun() {
        Customer hanako = Customer.of(REACTION).does("Requested").does("Clicked", "value", 100);
        assertThat(hanako.mails()).containsExactly("one");
        assertThat(hanako.timers()).isEmpty();
        assertThat(hanako.traces())
                .filteredOn(trace -> trace.what() == What.BRANCHED)
                .extracting(Effect.Trace::detail)
                .containsExactly("高額");
        assertThat(Customer.of(REACTION).does("Requested").does("Booked").story())
                .containsExactly(What.ENTERED, What.WAITING, What.BRANCHED, What.ENDED);
    }

    @Test
    void theNextWaitHasTheTimerOfTheRun() {
        Customer hanako = Customer.of(REACTION)
                .at("2026-06-01T12:00")
                .does("Requested")
                .at("2026-06-01T15:00")
                .does("Clicked", "value", 1);
        assertThat(hanako.waitsUntil()).isEqualTo(LocalDateTime.parse("2026-06-01T16:00"));
        assertThat(hanako.timers()).hasSize(1);
        assertThat(hanako.at("2026-06-10T00:00").mails()).isEmpty();
    }

    @Test
    void withoutAnyTheTimeoutDoes() {
        Customer hanako = Customer.of(REACTION).does("Requested").after(Duration.ofDays(2));
        assertThat(hanako.mails()).containsExactly("two");
        assertThat(hanako.traces())
                .filteredOn(trace -> trace.what() == What.BRANCHED)
                .extracting(Effect.Trace::detail)
                .containsExactly(Reason.TIMEOUT.code());
    }

    @Test
    void otherEventsAndThoseFromBeforeTheRunLeaveItAlone() {
        Customer hanako = Customer.of(REACTION)
                .at("2026-06-01T12:00")
                .does("Requested")
                .does("Viewed")
                .did("Clicked", Customer.tokyo("2026-06-01T11:00"))
                .hadDone("Clicked", Customer.tokyo("2026-06-01T12:00"));
        assertThat(hanako.waitsUntil()).isEqualTo(LocalDateTime.parse("2026-06-03T12:00"));
    }

    @Test
    void withoutATimeoutARunWaitsForEverAndHasNoTimer() {
        var scenario = Scenarios.of(
                "s",
                "trigger: {event: A}",
                "- {id: first, wait: 1h}\n- {id: w, wait-for: {events: {event: B}}}\n- {id: m, send: one}");
        Customer hanako = Customer.of(scenario).does("A").after(Duration.ofDays(3000));
        assertThat(hanako.runs().getFirst().due()).isNull();
        assertThat(hanako.timers()).isEmpty();
        assertThat(hanako.does("B").mails()).containsExactly("one");
    }

    @Test
    void oneEventMovesARunByOneWaitOnly() {
        var scenario = Scenarios.of(
                "s",
                "trigger: {event: A}",
                "- {id: x, wait-for: {events: {event: A}}}\n- {id: y, wait-for: {events: {event: A}}}\n- {id: m, send: one}");
        Customer hanako = Customer.of(scenario).does("A");
        assertThat(hanako.runs().getFirst().step()).isEqualTo("x");
        assertThat(hanako.does("A").runs().getFirst().step()).isEqualTo("y");
        assertThat(hanako.does("A").mails()).containsExactly("one");
    }
}
