package io.kikkake.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SignInBrakeTest {

    private Instant now = Instant.parse("2026-07-01T00:00:00Z");
    private final InstantSource source = () -> now;
    private final Clock clock = source.withZone(ZoneOffset.UTC);
    private final SignInBrake brake = new SignInBrake(clock);

    @Test
    void pausesDoubleFromTheFifthFailureOnUpToAQuarterOfAnHour() {
        for (int failure = 1; failure <= 4; failure++) {
            brake.failed("10.0.0.1", "a@example.jp");
            assertThat(pause()).isZero();
        }
        brake.failed("10.0.0.1", "a@example.jp");
        assertThat(pause()).hasSeconds(1);
        brake.failed("10.0.0.1", "A@example.jp ");
        assertThat(pause()).hasSeconds(2);
        for (int failure = 0; failure < 40; failure++) {
            brake.failed("10.0.0.1", "a@example.jp");
        }
        assertThat(pause()).isEqualTo(Duration.ofMinutes(15));
        now = now.plus(Duration.ofMinutes(15));
        assertThat(pause()).isZero();
    }

    @Test
    void othersAreNotHeldUpAndSuccessForgives() {
        for (int failure = 0; failure < 6; failure++) {
            brake.failed("10.0.0.1", "a@example.jp");
        }
        assertThat(brake.pause("10.0.0.2", "a@example.jp")).isZero();
        assertThat(brake.pause("10.0.0.1", "b@example.jp")).isZero();
        brake.succeeded("10.0.0.1", "a@example.jp");
        assertThat(pause()).isZero();
    }

    private Duration pause() {
        return brake.pause("10.0.0.1", "a@example.jp");
    }
}
