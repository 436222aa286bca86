package io.kikkake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.state.Run;
import java.time.Duration;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class TimerTest {

    private final Customer hanako = Customer.of(Scenarios.cart("{}")).does("Cart Updated", "cart_id", "c-1");

    @Test
    void aTimerTheRunDoesNotWaitForChangesNothing() {
        Run run = hanako.runs().getFirst();
        var before = hanako.state();
        hanako.decide(new Input.TimerDue(run.id(), hanako.now())).decide(new Input.TimerDue("nobody", hanako.now()));
        assertThat(hanako.state()).isSameAs(before);
        assertThat(hanako.mails()).isEmpty();
    }

    @Test
    void aTimerThatFiresTwiceSendsOnce() {
        Run run = hanako.runs().getFirst();
        hanako.after(Duration.ofHours(1)).decide(Customer.timerOf(run));
        assertThat(hanako.mails()).containsExactly("one");
    }

    @Test
    void secondsOfDelayDoNotMoveTheNextMorning() {
        var daily = Scenarios.of(
                "s", "trigger: {event: A}", "- {id: w, wait: {until: \"10:00\"}}\n- {id: m, send: one, next: w}");
        Customer taro = Customer.of(daily).at("2026-06-01T09:00").does("A");
        Run run = taro.runs().getFirst();
        taro.outageUntil("2026-06-01T10:00:03").decide(Customer.timerOf(run));
        assertThat(taro.waitsUntil()).isEqualTo(LocalDateTime.parse("2026-06-02T10:00"));
    }

    @Test
    void afterAnOutageMailsKeepTheirDistance() {
        Customer taro = Customer.of(Scenarios.cart("{}")).at("2026-06-01T12:00").does("Cart Updated", "cart_id", "c-1");
        Run run = taro.runs().getFirst();
        taro.outageUntil("2026-06-02T12:30").decide(Customer.timerOf(run));
        assertThat(taro.waitsUntil()).isEqualTo(LocalDateTime.parse("2026-06-03T12:30"));
    }

    @Test
    void twoWaitsInARowThatAreBothOverGoByAtOnce() {
        var scenario = Scenarios.of(
                "s",
                "trigger: {event: A}",
                "- {id: x, wait: 1h}\n- {id: y, wait: 1h}\n- {id: z, wait: 1h}\n- {id: m, send: one}");
        Customer taro = Customer.of(scenario).at("2026-06-01T12:00").does("A");
        Run run = taro.runs().getFirst();
        taro.outageUntil("2026-06-01T14:30").decide(Customer.timerOf(run));
        assertThat(taro.runs().getFirst().step()).isEqualTo("z");
        assertThat(taro.waitsUntil()).isEqualTo(LocalDateTime.parse("2026-06-01T15:00"));
    }
}
