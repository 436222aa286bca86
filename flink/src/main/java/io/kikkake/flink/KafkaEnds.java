package io.kikkake.flink;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** Where the job meets Kafka: it reads what is committed, and what it writes is committed with its checkpoints. */
final class KafkaEnds {

    /** Brokers refuse more than 15 minutes unless told otherwise; an outage must be shorter. */
    private static final String TRANSACTION_TIMEOUT_MILLIS = "900000";

    private final JobSettings settings;

    KafkaEnds(JobSettings settings) {
        this.settings = settings;
    }

    KafkaSource<LogInput> inputs() {
        return source(
                settings.topics().inputs(),
                OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST),
                LogInput.class,
                InputReader::input);
    }

    KafkaSource<LogInput> handOvers() {
        return source(
                settings.topics().handOvers(),
                OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST),
                LogInput.class,
                InputReader::handOver);
    }

    /** @param next where to go on, by partition: what is before was read when the job was submitted */
    KafkaSource<ScenarioChange> scenarios(Map<TopicPartition, Long> next) {
        return source(
                settings.topics().scenarios(),
                OffsetsInitializer.offsets(next, OffsetResetStrategy.EARLIEST),
                ScenarioChange.class,
                ScenarioChange::read);
    }

    private <T> KafkaSource<T> source(
            String topic, OffsetsInitializer from, Class<T> type, SerializableFunction<byte[], T> reader) {
        return KafkaSource.<T>builder()
                .setBootstrapServers(settings.brokers())
                .setGroupId(settings.name())
                .setTopics(topic)
                .setStartingOffsets(from)
                .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
                .setValueOnlyDeserializer(new Reading<>(type, reader))
                .build();
    }

    KafkaSink<EffectRecord> effects() {
        return sink("effects", settings.topics().effects(), EffectRecord::customer, EffectRecord::json);
    }

    KafkaSink<HandOver> handOversOut() {
        return sink("hand-overs", settings.topics().handOvers(), HandOver::into, HandOver::json);
    }

    KafkaSink<Refusal> refusals() {
        return sink("refused", settings.topics().refused(), Refusal::customer, Refusal::json);
    }

    private <T> KafkaSink<T> sink(
            String name, String topic, SerializableFunction<T, Long> customer, SerializableFunction<T, byte[]> json) {
        var properties = new Properties();
        properties.setProperty(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MILLIS);
        return KafkaSink.<T>builder()
                .setBootstrapServers(settings.brokers())
                .setKafkaProducerConfig(properties)
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(settings.name() + "." + name)
                .setRecordSerializer(new Writing<>(topic, customer, json))
                .build();
    }

    /** A record as JSON under the customer's number, so that what concerns one customer keeps its order. */
    private static final class Writing<T> implements KafkaRecordSerializationSchema<T> {

        private static final long serialVersionUID = 1;

        private final String topic;
        private final SerializableFunction<T, Long> customer;
        private final SerializableFunction<T, byte[]> json;

        Writing(String topic, SerializableFunction<T, Long> customer, SerializableFunction<T, byte[]> json) {
            this.topic = topic;
            this.customer = customer;
            this.json = json;
        }

        @Override
        public ProducerRecord<byte[], byte[]> serialize(T record, KafkaSinkContext context, Long timestamp) {
            byte[] key = String.valueOf(customer.apply(record)).getBytes(StandardCharsets.UTF_8);
            return new ProducerRecord<>(topic, key, json.apply(record));
        }
    }

    /** A record's bytes, read so that nothing throws. A record without a value is read as an empty one. */
    private static final class Reading<T> implements DeserializationSchema<T> {

        private static final long serialVersionUID = 1;

        private final Class<T> type;
        private final SerializableFunction<byte[], T> reader;

        Reading(Class<T> type, SerializableFunction<byte[], T> reader) {
            this.type = type;
            this.reader = reader;
        }

        @Override
        public T deserialize(byte[] message) throws IOException {
            return reader.apply(message == null ? new byte[0] : message);
        }

        @Override
        public boolean isEndOfStream(T next) {
            return false;
        }

        @Override
        public TypeInformation<T> getProducedType() {
            return TypeInformation.of(type);
        }
    }
}
