package io.kikkake.flink;

import io.kikkake.engine.state.CustomerState;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** The function in Flink's own operator, on Flink's own state and timers, with both clocks in the test's hands. */
final class FlinkHost implements AutoCloseable {

    static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");

    private final List<EffectRecord> effects = new ArrayList<>();
    private final List<Refusal> refusals = new ArrayList<>();
    private final List<HandOver> handOvers = new ArrayList<>();
    private KeyedBroadcastOperatorTestHarness<Long, LogInput, ScenarioChange, EffectRecord> harness;
    private Instant now = Inputs.NOON;

    private FlinkHost() throws Exception {
        harness = harness(List.of());
        harness.open();
        harness.setProcessingTime(now.toEpochMilli());
    }

    static FlinkHost with(List<ScenarioChange> published) throws Exception {
        var host = new FlinkHost();
        for (ScenarioChange change : published) {
            host.publish(change);
        }
        return host;
    }

    private static KeyedBroadcastOperatorTestHarness<Long, LogInput, ScenarioChange, EffectRecord> harness(
            List<ScenarioChange> atStart) throws Exception {
        return new KeyedBroadcastOperatorTestHarness<>(
                new CoBroadcastWithKeyedOperator<>(
                        new DecideFunction(TOKYO, atStart), List.of(DecideFunction.PUBLISHED)),
                LogInput::customer,
                Types.LONG,
                16,
                1,
                0);
    }

    FlinkHost publish(ScenarioChange change) throws Exception {
        harness.processBroadcastElement(change, 0);
        return this;
    }

    /** The entry reaches the operator at the moment it was accepted, or as soon after as it is already later. */
    FlinkHost accept(LogInput... inputs) throws Exception {
        for (LogInput input : inputs) {
            clock(input.receivedAt());
            harness.processElement(input, input.receivedAt().toEpochMilli());
        }
        return this;
    }

    /** Both clocks go on: what is due until then fires. */
    FlinkHost at(Instant moment) throws Exception {
        clock(moment);
        harness.watermark(now.toEpochMilli());
        return this;
    }

    /** The wall clock alone goes on: an outage. */
    FlinkHost clock(Instant moment) throws Exception {
        if (moment.isAfter(now)) {
            now = moment;
            harness.setProcessingTime(now.toEpochMilli());
        }
        return this;
    }

    FlinkHost endOfInputs() throws Exception {
        harness.watermark(Long.MAX_VALUE);
        return this;
    }

    /** What was handed over since the last call comes back, as it does through Kafka. */
    FlinkHost returnHandOvers() throws Exception {
        gather();
        while (!handOvers.isEmpty()) {
            harness.processElement(InputReader.handOver(handOvers.removeFirst().json()), 0);
            gather();
        }
        return this;
    }

    /** The operator is lost and comes back as it was. */
    FlinkHost restart(List<ScenarioChange> atStart) throws Exception {
        gather();
        var snapshot = harness.snapshot(1, 1);
        harness.close();
        harness = harness(atStart);
        harness.initializeState(snapshot);
        harness.open();
        harness.setProcessingTime(now.toEpochMilli());
        return this;
    }

    List<EffectRecord> effects() {
        gather();
        return effects;
    }

    /** The messages sent to the customer. */
    List<String> mails(long customer) {
        return effects().stream()
                .filter(effect -> effect.customer() == customer && effect.kind().equals("send"))
                .map(effect -> Json.text(effect.content(), "message"))
                .toList();
    }

    List<Refusal> refusals() {
        gather();
        return refusals;
    }

    CustomerState state(long customer) throws Exception {
        var operator = (CoBroadcastWithKeyedOperator<?, ?, ?, ?>) harness.getTwoInputOperator();
        operator.setCurrentKey(customer);
        return new KeptCustomer(operator.getRuntimeContext()).load(customer);
    }

    int timers() {
        return harness.numEventTimeTimers();
    }

    private void gather() {
        harness.extractOutputValues().forEach(effects::add);
        harness.getOutput().clear();
        taken(DecideFunction.REFUSALS).forEach(refusals::add);
        taken(DecideFunction.HAND_OVERS).forEach(handOvers::add);
    }

    private <T> Stream<T> taken(OutputTag<T> tag) {
        var records = harness.getSideOutput(tag);
        if (records == null) {
            return Stream.empty();
        }
        List<T> values = records.stream().map(StreamRecord::getValue).toList();
        records.clear();
        return values.stream();
    }

    @Override
    public void close() throws Exception {
        harness.close();
    }
}
