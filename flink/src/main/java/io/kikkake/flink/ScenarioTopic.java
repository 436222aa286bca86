package io.kikkake.flink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What was published when the job is submitted. Read before the first input is, so that no customer passes by a scenario
 * that is only just being read.
 *
 * @param changes in their order
 * @param next where the topic goes on, by partition
 */
record ScenarioTopic(List<ScenarioChange> changes, Map<TopicPartition, Long> next) {

    private static final Duration POLL = Duration.ofMillis(500);

    /** @throws IllegalStateException if the topic is not there, or has more than the one partition that keeps an order */
    static ScenarioTopic readToEnd(JobSettings settings) {
        String topic = settings.topics().scenarios();
        Map<String, Object> properties = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                settings.brokers(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false);
        try (var consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            if (partitions.size() != 1) {
                throw new IllegalStateException("Topic " + topic + " has " + partitions.size()
                        + " partitions and needs one, so that what is published has an order: create it so");
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            TopicPartition only = partitions.getFirst();
            var changes = new ArrayList<ScenarioChange>();
            while (consumer.position(only) < ends.getOrDefault(only, 0L)) {
                for (var message : consumer.poll(POLL)) {
                    byte[] json = message.value();
                    changes.add(ScenarioChange.read(json == null ? new byte[0] : json));
                }
            }
            return new ScenarioTopic(Published.after(changes), new HashMap<>(Map.of(only, consumer.position(only))));
        }
    }
}
