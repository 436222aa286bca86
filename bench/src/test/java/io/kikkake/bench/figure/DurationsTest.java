package io.kikkake.bench.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DurationsTest {

    @Test
    void percentilesAreDurationsThatWereMeasured() {
        Durations durations = Durations.ofNanos(
                LongStream.rangeClosed(1, 100).map(i -> (101 - i) * 1_000_000).toArray());

        assertThat(durations.medianMillis()).isEqualTo(50);
        assertThat(durations.percentileMillis(99)).isEqualTo(99);
        assertThat(durations.percentileMillis(99.1)).isEqualTo(100);
        assertThat(durations.percentileMillis(0.5)).isEqualTo(1);
        assertThat(durations.percentileMillis(100)).isEqualTo(100);
        assertThat(durations.maxMillis()).isEqualTo(100);
    }

    @Test
    void roundingOfThePercentNeverSkipsARank() {
        Durations thousand = Durations.ofNanos(
                LongStream.rangeClosed(1, 1000).map(i -> i * 1_000_000).toArray());

        for (int percent = 1; percent <= 100; percent++) {
            assertThat(thousand.percentileMillis(percent)).isEqualTo(percent * 10);
        }
    }

    @Test
    void theMiddleOfFiveRoundsIsTheThird() {
        assertThat(Durations.ofNanos(9_000_000, 1_000_000, 7_000_000, 3_000_000, 5_000_000)
                        .medianMillis())
                .isEqualTo(5);
    }

    @Test
    void oneDurationIsEveryPercentile() {
        Durations one = Durations.ofNanos(1_500_000);

        assertThat(one.percentileMillis(1)).isEqualTo(1.5);
        assertThat(one.percentileMillis(99)).isEqualTo(1.5);
    }

    @Test
    void nothingMeasuredHasNoPercentile() {
        assertThatThrownBy(Durations::ofNanos).hasMessage("Nothing was measured.");
        assertThatThrownBy(() -> Durations.ofNanos(1).percentileMillis(0)).hasMessageContaining("(0, 100]");
    }
}
