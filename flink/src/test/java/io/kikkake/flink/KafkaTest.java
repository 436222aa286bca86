package io.kikkake.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kikkake.engine.ScenarioSet.Status;
import io.kikkake.engine.value.Value;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job as it is submitted, between a real Kafka's topics. */
class KafkaTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path directory;

    @SuppressWarnings("NullAway.Init")
    private static Broker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = Broker.start(directory.resolve("kafka"));
        broker.createTopic("kikkake.inputs", 3);
        broker.createTopic("kikkake.scenarios", 1);
        broker.createTopic("kikkake.effects", 1);
        broker.createTopic("kikkake.hand-overs", 2);
        broker.createTopic("kikkake.refused", 1);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static JobClient submit(@Nullable String savepoint) throws Exception {
        var configuration = new Configuration();
        if (savepoint != null) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(2, configuration);
        KikkakeJob.build(
                environment,
                JobSettings.read("--brokers", broker.address(), "--checkpoint-seconds", "1", "--quiet-seconds", "1"));
        return environment.executeAsync();
    }

    /** How many messages each customer was sent. */
    private static Map<Long, Integer> mails(List<byte[]> effects) {
        var mails = new TreeMap<Long, Integer>();
        for (byte[] json : effects) {
            Value.ObjectOf effect = Json.object(json);
            if (Json.text(effect, "kind").equals("send")) {
                mails.merge(Json.whole(effect, "customer"), 1, Integer::sum);
            }
        }
        return mails;
    }

    private static void accept(LogInput input) throws Exception {
        broker.send("kikkake.inputs", input.customer(), Inputs.json(input));
    }

    private static LogInput cart(long seq, long customer, Instant at) {
        return Inputs.track(seq, customer, at, "Cart Updated", "cart_id", "c-1");
    }

    @Test
    void cartsBecomeMailsOnceEachAcrossMergesAndAStopOfTheJob() throws Exception {
        broker.send("kikkake.scenarios", 0, Publications.topicJson("offers", "MARKETING", "UNTIL_REFUSED"));
        broker.send("kikkake.scenarios", 0, Publications.json(Publications.CART, 1, Status.CURRENT));
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Instant longAgo = now.minus(Duration.ofHours(2));
        for (long customer = 1; customer <= 6; customer++) {
            accept(Inputs.reachable(0, customer, longAgo));
            accept(cart(customer, customer, longAgo));
        }
        accept(Inputs.track(10, 2, longAgo.plusSeconds(1_800), "Order Completed", "cart_id", "c-1"));
        accept(Inputs.into(12, 20, longAgo.plusSeconds(1_800), 3));
        accept(Inputs.away(11, 3, longAgo.plusSeconds(1_800), 20));
        broker.send("kikkake.inputs", 1, "{]".getBytes(StandardCharsets.UTF_8));

        JobClient job = submit(null);
        Map<Long, Integer> first = Map.of(1L, 1, 4L, 1, 5L, 1, 6L, 1, 20L, 1);
        assertThat(mails(broker.committed("kikkake.effects", all -> mails(all).equals(first))))
                .isEqualTo(first);
        assertThat(broker.committed("kikkake.refused", all -> !all.isEmpty())).hasSize(1);
        String savepoint = job.stopWithSavepoint(
                        false, directory.resolve("savepoints").toUri().toString(), SavepointFormatType.CANONICAL)
                .get();

        accept(Inputs.reachable(29, 7, longAgo));
        accept(cart(30, 7, longAgo));
        job = submit(savepoint);
        Map<Long, Integer> then = new TreeMap<>(first);
        then.put(7L, 1);
        assertThat(mails(broker.committed("kikkake.effects", all -> mails(all).equals(then))))
                .isEqualTo(then);
        job.cancel().get();
    }

    @Test
    void scenariosNeedATopicWithAnOrder() throws Exception {
        broker.createTopic("unordered", 2);
        JobSettings settings = JobSettings.read("--brokers", broker.address(), "--scenarios", "unordered");
        assertThatThrownBy(() -> ScenarioTopic.readToEnd(settings)).hasMessageContaining("unordered has 2 partitions");
    }
}
