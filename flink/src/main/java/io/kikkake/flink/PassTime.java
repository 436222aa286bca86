package io.kikkake.flink;

import java.time.Duration;
import org.apache.flink.api.common.operators.ProcessingTimeService.ProcessingTimeCallback;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Lets time pass while nobody does anything. As long as inputs come, they tell the time, so that after an outage timers wait
 * for the inputs that were accepted before them. Once the source is idle, the wall clock tells it, else the timers of a
 * quiet night would wait for the first customer of the morning.
 */
final class PassTime extends AbstractStreamOperator<LogInput>
        implements OneInputStreamOperator<LogInput, LogInput>, ProcessingTimeCallback {

    private static final long serialVersionUID = 1;
    private static final long EVERY_MILLIS = 200;

    private final long settleMillis;
    private transient boolean idle;
    private transient long reached;

    /** @param settle how far the time told stays behind the wall clock: what is accepted now needs so long to get here */
    PassTime(Duration settle) {
        this.settleMillis = settle.toMillis();
    }

    @Override
    public void open() throws Exception {
        super.open();
        idle = false;
        reached = Long.MIN_VALUE;
        again();
    }

    @Override
    public void processElement(StreamRecord<LogInput> element) {
        output.collect(element);
    }

    @Override
    public void processWatermark(Watermark mark) {
        advance(mark.getTimestamp());
    }

    /** Kept here: those after this one are never without a time. */
    @Override
    public void processWatermarkStatus(WatermarkStatus status) {
        idle = status.isIdle();
    }

    @Override
    public void onProcessingTime(long planned) {
        if (idle) {
            advance(getProcessingTimeService().getCurrentProcessingTime() - settleMillis);
        }
        again();
    }

    private void again() {
        var clock = getProcessingTimeService();
        clock.registerTimer(clock.getCurrentProcessingTime() + EVERY_MILLIS, this);
    }

    private void advance(long to) {
        if (to > reached) {
            reached = to;
            output.emitWatermark(new Watermark(to));
        }
    }
}
