package io.kikkake.server.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BatchSizeTest {

    private final BatchSize batch = new BatchSize(Duration.ofMillis(100));

    /** Steps that take what they are allowed to, at so many inputs a millisecond. */
    private void goOn(int steps, int perMilli) {
        for (int i = 0; i < steps; i++) {
            batch.adapt(batch.size(), Duration.ofMillis(batch.size() / perMilli));
        }
    }

    @Test
    void aBacklogMakesBatchesLargerUntilTheyTakeTheTimeWanted() {
        goOn(20, 5);
        assertThat(batch.size()).isBetween(450, 505);
    }

    @Test
    void noBatchIsLargerThanTheLargest() {
        goOn(20, 1_000);
        assertThat(batch.size()).isEqualTo(BatchSize.LARGEST);
    }

    @Test
    void oneSlowStepHalvesItAtMost() {
        goOn(20, 5);
        int before = batch.size();
        batch.adapt(before, Duration.ofSeconds(10));
        assertThat(batch.size()).isEqualTo(before / 2);
    }

    @Test
    void stepsThatStaySlowComeDownToTheSmallest() {
        goOn(20, 1_000);
        for (int i = 0; i < 20; i++) {
            batch.adapt(1, Duration.ofSeconds(1));
        }
        assertThat(batch.size()).isEqualTo(BatchSize.SMALLEST);
    }

    @Test
    void withoutABacklogItStaysAsItIs() {
        batch.adapt(3, Duration.ofMillis(1));
        assertThat(batch.size()).isEqualTo(BatchSize.SMALLEST);
    }

    @Test
    void afterHavingGoneOneByOneItGrowsAgain() {
        batch.one();
        assertThat(batch.size()).isEqualTo(1);
        batch.adapt(1, Duration.ofMillis(1));
        assertThat(batch.size()).isEqualTo(2);
    }
}
