package io.kikkake.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Instant START = Instant.parse("2026-07-01T00:00:00Z");
    private final Pace normal = new Pace(START, START, 1);
    private final Pace fast = new Pace(START, START, 360);

    private static Instant after(long realMillis) {
        return START.plusMillis(realMillis);
    }

    @Test
    void anHourPassesInTenSecondsAsLongAsTheLoanIsRenewed() {
        Pace pace = fast;
        for (int second = 1; second <= 10; second++) {
            pace = pace.from(after(second * 1000L), 360);
        }
        assertThat(pace.at(after(10_000))).isEqualTo(START.plus(Duration.ofHours(1)));
    }

    @Test
    void aLoanThatIsNotRenewedEnds() {
        assertThat(fast.at(after(3_000))).isEqualTo(START.plusSeconds(3 * 360));
        assertThat(fast.at(after(13_000))).isEqualTo(START.plusSeconds(3 * 360 + 10));
    }

    @Test
    void aChangeOfPaceDoesNotChangeTheTime() {
        Instant before = fast.at(after(1_500));
        assertThat(fast.from(after(1_500), 1).at(after(1_500))).isEqualTo(before);
        assertThat(fast.from(after(1_500), 1).at(after(2_500))).isEqualTo(before.plusSeconds(1));
    }

    @Test
    void aJumpGoesForwardOnly() {
        Instant target = START.plus(Duration.ofDays(3));
        assertThat(normal.jumpedTo(after(1_000), target).at(after(1_000))).isEqualTo(target);
        assertThat(normal.jumpedTo(after(1_000), START).at(after(1_000))).isEqualTo(after(1_000));
    }

    @Test
    void whatIsRecordedIsNeverLessThanWhatCanHaveBeenShown() {
        Pace recorded = fast.atMost();
        for (long millis : new long[] {0, 1, 999, 2_999, 3_000, 3_001, 60_000}) {
            assertThat(recorded.at(after(millis))).isAfterOrEqualTo(fast.at(after(millis)));
        }
        assertThat(recorded.at(after(3_000))).isEqualTo(fast.at(after(3_000)));
        assertThat(normal.atMost()).isEqualTo(normal);
    }

    @Test
    void itWaitsWhileTheMachinesClockIsSetBack() {
        assertThat(fast.at(after(-5_000))).isEqualTo(START);
        assertThat(fast.from(after(-5_000), 360).at(after(-5_000))).isEqualTo(START);
    }
}
