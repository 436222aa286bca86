package io.kikkake.flink;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** From inputs and scenarios to effects, wherever they come from and go to. */
final class Pipeline {

    /** What the job gives to the outside. */
    record Outputs(DataStream<EffectRecord> effects, DataStream<HandOver> handOvers, DataStream<Refusal> refusals) {}

    private Pipeline() {}

    /** The time of inputs is when they were accepted, never later than the wall clock. */
    static WatermarkStrategy<LogInput> acceptedAt(Duration settle, Duration quiet) {
        return WatermarkStrategy.<LogInput>forBoundedOutOfOrderness(settle)
                .withTimestampAssigner(
                        (input, before) -> Math.min(input.receivedAt().toEpochMilli(), System.currentTimeMillis()))
                .withIdleness(quiet);
    }

    /** For what comes when it comes and holds nothing else up. */
    static <T> WatermarkStrategy<T> withoutTime() {
        return WatermarkStrategy.forGenerator(context -> new Timeless<>());
    }

    static Outputs decide(
            DataStream<LogInput> inputs,
            DataStream<LogInput> handOvers,
            DataStream<ScenarioChange> changes,
            ZoneId zone,
            List<ScenarioChange> atStart,
            Duration settle) {
        SingleOutputStreamOperator<LogInput> timed = inputs.forward()
                .transform("pass time", TypeInformation.of(LogInput.class), new PassTime(settle))
                .uid("pass-time")
                .setParallelism(inputs.getParallelism());
        SingleOutputStreamOperator<LogInput> readable = readable(timed, "inputs");
        SingleOutputStreamOperator<LogInput> arriving = readable(handOvers, "hand-overs");
        SingleOutputStreamOperator<EffectRecord> effects = readable.union(arriving)
                .keyBy(LogInput::customer, Types.LONG)
                .connect(changes.broadcast(DecideFunction.PUBLISHED))
                .process(new DecideFunction(zone, atStart), TypeInformation.of(EffectRecord.class))
                .name("decide")
                .uid("decide");
        return new Outputs(
                effects,
                effects.getSideOutput(DecideFunction.HAND_OVERS),
                effects.getSideOutput(DecideFunction.REFUSALS)
                        .union(
                                readable.getSideOutput(DecideFunction.REFUSALS),
                                arriving.getSideOutput(DecideFunction.REFUSALS)));
    }

    /** Without what could not be read. Goes with its source, never spread anew: a customer's inputs keep their order. */
    private static SingleOutputStreamOperator<LogInput> readable(DataStream<LogInput> all, String of) {
        return all.forward()
                .process(new SetAside())
                .name("set aside of " + of)
                .uid("set-aside-" + of)
                .setParallelism(all.getParallelism());
    }

    /** Keeps what could not be read from what is decided. */
    private static final class SetAside extends ProcessFunction<LogInput, LogInput> {

        private static final long serialVersionUID = 1;

        @Override
        public void processElement(LogInput input, Context context, Collector<LogInput> out) {
            if (input.kind() == LogInput.Kind.UNREADABLE) {
                context.output(DecideFunction.REFUSALS, Refusal.of(input, input.name()));
            } else {
                out.collect(input);
            }
        }
    }

    private static final class Timeless<T> implements WatermarkGenerator<T> {

        @Override
        public void onEvent(T event, long timestamp, WatermarkOutput output) {
            // tells no time
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            output.markIdle();
        }
    }
}
