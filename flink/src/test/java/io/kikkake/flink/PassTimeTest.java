package io.kikkake.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PassTimeTest {

    private OneInputStreamOperatorTestHarness<LogInput, LogInput> harness;

    @BeforeEach
    void open() throws Exception {
        harness = new OneInputStreamOperatorTestHarness<>(new PassTime(Duration.ofSeconds(1)));
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private List<Long> times() {
        return harness.getOutput().stream()
                .map(Watermark.class::cast)
                .map(Watermark::getTimestamp)
                .toList();
    }

    @Test
    void whileInputsComeTheyTellTheTime() throws Exception {
        harness.processWatermark(new Watermark(5_000));
        harness.setProcessingTime(100_000);
        assertThat(times()).containsExactly(5_000L);
    }

    @Test
    void whenNoneComeTheWallClockTellsIt() throws Exception {
        harness.processWatermark(new Watermark(5_000));
        harness.processWatermarkStatus(WatermarkStatus.IDLE);
        harness.setProcessingTime(10_000);
        assertThat(times()).startsWith(5_000L).last().isEqualTo(9_000L);
    }

    @Test
    void timeNeverGoesBack() throws Exception {
        harness.processWatermarkStatus(WatermarkStatus.IDLE);
        harness.setProcessingTime(10_000);
        harness.processWatermarkStatus(WatermarkStatus.ACTIVE);
        harness.processWatermark(new Watermark(8_000));
        harness.setProcessingTime(20_000);
        assertThat(times()).last().isEqualTo(9_000L);
        assertThat(times()).isSorted();
    }
}
