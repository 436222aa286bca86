package io.kikkake.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ThrottleTest {

    private static final Outcome AWAY = new Outcome.Returned("The mail server cannot be reached: refused");
    private static final Outcome SENT = new Outcome.Sent();

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private final Throttle throttle = new Throttle(16, Duration.ofSeconds(1), nanos::get, "test");

    @Test
    void every_connection_may_be_used() {
        assertThat(throttle.room(0, 0)).isEqualTo(16);
        assertThat(throttle.room(10, 0)).isEqualTo(6);
        assertThat(throttle.room(16, 0)).isZero();
        assertThat(throttle.room(16, 5)).isEqualTo(10);
        assertThat(throttle.room(16, 100)).isEqualTo(200);
        assertThat(throttle.room(16, 400)).isEqualTo(16 * 16);
    }

    @Test
    void a_rate_lets_no_more_go_in_a_second_than_it_says() {
        var slow = new Throttle(16, Duration.ofSeconds(1), nanos::get, "test", new Rate(5, nanos::get));
        assertThat(slow.room(0, 0)).isEqualTo(5);
        slow.claimed(5);
        assertThat(slow.room(5, 0)).isZero();
        pass(Duration.ofMillis(400));
        assertThat(slow.room(5, 0)).isEqualTo(2);
        slow.claimed(2);
        pass(Duration.ofHours(1));
        assertThat(slow.room(0, 0)).isEqualTo(5);
    }

    @Test
    void while_the_server_is_away_one_message_asks_at_growing_intervals_up_to_half_a_minute() {
        throttle.learn(AWAY, 0);
        for (int wait : new int[] {1, 2, 4, 8, 16, 30, 30}) {
            pass(Duration.ofSeconds(wait).minusMillis(1));
            assertThat(throttle.room(0, 0)).isZero();
            pass(Duration.ofMillis(1));
            assertThat(throttle.room(0, 0)).isEqualTo(1);
            assertThat(throttle.room(1, 0)).isZero();
            throttle.learn(AWAY, 0);
        }
    }

    @Test
    void messages_that_fail_together_make_one_interval_and_not_many() {
        for (int i = 0; i < 16; i++) {
            throttle.learn(AWAY, 0);
        }
        pass(Duration.ofSeconds(1));

        assertThat(throttle.room(0, 0)).isEqualTo(1);
    }

    @Test
    void when_it_answers_again_all_goes_on() {
        throttle.learn(AWAY, 0);
        throttle.learn(SENT, 1);

        assertThat(throttle.room(0, 0)).isEqualTo(16);
    }

    @Test
    void a_server_that_takes_five_connections_gets_five_and_is_asked_for_more_now_and_then() {
        throttle.learn(AWAY, 5);
        assertThat(throttle.room(0, 0)).isEqualTo(5);
        pass(Duration.ofSeconds(10));
        assertThat(throttle.room(0, 0)).isEqualTo(6);
        throttle.learn(AWAY, 5);
        assertThat(throttle.room(0, 0)).isEqualTo(5);
    }

    @Test
    void an_outage_does_not_leave_fewer_connections_behind() {
        for (int open = 15; open >= 0; open--) {
            throttle.learn(AWAY, open);
        }
        throttle.learn(SENT, 1);

        assertThat(throttle.room(0, 0)).isEqualTo(16);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
