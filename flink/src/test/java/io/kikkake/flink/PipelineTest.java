package io.kikkake.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.flink.LogInput.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole pipeline on a small cluster of Flink's within this process. */
@Timeout(60)
class PipelineTest {

    private static final int CUSTOMERS = 40;

    private final StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(
            2, new Configuration().set(PipelineOptions.GENERIC_TYPES, false));

    @Test
    void whoBuysInTimeGetsNoMailAndTheOthersGetOne() throws Exception {
        Pipeline.Outputs outputs = Pipeline.decide(
                inputs(),
                environment
                        .fromData(List.of(tick(0)), TypeInformation.of(LogInput.class))
                        .assignTimestampsAndWatermarks(Pipeline.withoutTime()),
                environment
                        .fromData(List.of(Publications.NEWS_TOPIC), TypeInformation.of(ScenarioChange.class))
                        .assignTimestampsAndWatermarks(Pipeline.withoutTime()),
                FlinkHost.TOKYO,
                Publications.all(),
                Duration.ofSeconds(1));
        List<String> told = told(outputs);
        assertThat(told)
                .filteredOn(line -> line.startsWith("send "))
                .containsExactlyInAnyOrderElementsOf(oddCustomers("send "));
        assertThat(told)
                .filteredOn(line -> !line.startsWith("send "))
                .containsExactlyInAnyOrder("99 into 1 with 1 runs", "no entry");
    }

    private static List<String> told(Pipeline.Outputs outputs) throws Exception {
        DataStream<String> told = outputs.effects()
                .filter(effect -> effect.kind().equals("send"))
                .map(effect -> "send " + effect.customer(), Types.STRING)
                .union(
                        outputs.handOvers()
                                .map(
                                        handOver -> handOver.from() + " into " + handOver.into() + " with "
                                                + handOver.customer().runs().size() + " runs",
                                        Types.STRING),
                        outputs.refusals().map(Refusal::reason, Types.STRING));
        var lines = new ArrayList<String>();
        try (CloseableIterator<String> each = told.executeAndCollect()) {
            each.forEachRemaining(lines::add);
        }
        return lines;
    }

    private DataStream<LogInput> inputs() {
        var inputs = new ArrayList<LogInput>();
        for (long customer = 1; customer <= CUSTOMERS; customer++) {
            inputs.add(Inputs.reachable(0, customer, Inputs.NOON));
            inputs.add(Inputs.track(customer, customer, Inputs.NOON, "Cart Updated", "cart_id", "c-1"));
        }
        inputs.add(LogInput.unreadable("no entry", "{]"));
        inputs.add(Inputs.track(900, 99, Inputs.NOON, "Cart Updated", "cart_id", "c-1"));
        inputs.add(Inputs.away(901, 99, Inputs.NOON, 1));
        for (long customer = 2; customer <= CUSTOMERS; customer += 2) {
            inputs.add(Inputs.track(
                    1_000 + customer, customer, Inputs.NOON.plusSeconds(1_800), "Order Completed", "cart_id", "c-1"));
        }
        inputs.add(tick(2));
        return environment
                .fromData(inputs, TypeInformation.of(LogInput.class))
                .setParallelism(1)
                .assignTimestampsAndWatermarks(WatermarkStrategy.<LogInput>forGenerator(context -> new AfterEach())
                        .withTimestampAssigner(
                                (input, before) -> input.receivedAt().toEpochMilli()))
                .setParallelism(1);
    }

    /** An entry that does nothing but tell the time. */
    private static LogInput tick(long hour) {
        var at = Inputs.NOON.plus(Duration.ofHours(hour));
        return new LogInput(0, 0, Kind.GROUP, false, "", at, at, "{}");
    }

    private static List<String> oddCustomers(String before) {
        var odd = new ArrayList<String>();
        for (long customer = 1; customer <= CUSTOMERS; customer += 2) {
            odd.add(before + customer);
        }
        return odd;
    }

    /** Tells the time after each input, so that the test need not wait for it. */
    private static final class AfterEach implements WatermarkGenerator<LogInput> {

        @Override
        public void onEvent(LogInput input, long timestamp, WatermarkOutput output) {
            output.emitWatermark(new Watermark(timestamp - 1));
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            // told already
        }
    }
}
