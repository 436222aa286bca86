package io.kikkake.flink;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The job: event log and scenarios from Kafka, effects to Kafka, each exactly once. */
public final class KikkakeJob {

    private KikkakeJob() {}

    /**
     * Submits the job.
     *
     * @param arguments see {@link JobSettings#USAGE}
     * @throws IllegalArgumentException if they are wrong, with all that is
     */
    public static void main(String[] arguments) throws Exception {
        JobSettings settings = JobSettings.read(arguments);
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
        build(environment, settings);
        environment.execute("Kikkake (" + settings.name() + ")");
    }

    static void build(StreamExecutionEnvironment environment, JobSettings settings) {
        ScenarioTopic published = ScenarioTopic.readToEnd(settings);
        // A type that Flink cannot take apart would bind stored states to its library for unknown classes.
        environment.configure(new Configuration().set(PipelineOptions.GENERIC_TYPES, false));
        environment.enableCheckpointing(settings.checkpointEvery().toMillis(), CheckpointingMode.EXACTLY_ONCE);
        var kafka = new KafkaEnds(settings);
        var inputs = environment
                .fromSource(
                        kafka.inputs(),
                        Pipeline.acceptedAt(settings.settle(), settings.quiet()),
                        "inputs",
                        TypeInformation.of(LogInput.class))
                .uid("inputs");
        var handOvers = environment
                .fromSource(kafka.handOvers(), Pipeline.withoutTime(), "hand-overs", TypeInformation.of(LogInput.class))
                .uid("hand-overs");
        var changes = environment
                .fromSource(
                        kafka.scenarios(published.next()),
                        Pipeline.withoutTime(),
                        "scenarios",
                        TypeInformation.of(ScenarioChange.class))
                .uid("scenarios")
                .setParallelism(1);
        Pipeline.Outputs decided =
                Pipeline.decide(inputs, handOvers, changes, settings.zone(), published.changes(), settings.settle());
        decided.effects().sinkTo(kafka.effects()).name("effects").uid("effects");
        decided.handOvers().sinkTo(kafka.handOversOut()).name("hand-overs out").uid("hand-overs-out");
        decided.refusals().sinkTo(kafka.refusals()).name("refused").uid("refused");
    }
}
