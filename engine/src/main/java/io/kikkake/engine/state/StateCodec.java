package io.kikkake.engine.state;

import io.kikkake.engine.state.CustomerState.Passage;
import io.kikkake.engine.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A customer's state as compact bytes, attributes and id apart: a host keeps those where people can ask for them. The first
 * byte is the version of the format; every version ever written stays readable. The same state gives the same bytes.
 */
public final class StateCodec {

    private static final int VERSION = 2;
    private static final int WITHOUT_MEMORY = 1;
    private static final Comparator<Passage> PASSAGES = Comparator.comparing(Passage::scenario)
            .thenComparing(Passage::key, Comparator.nullsFirst(Comparator.<String>naturalOrder()));

    private StateCodec() {}

    /**
     * Everything but id and attributes.
     *
     * @throws IllegalArgumentException if an entry nests deeper than 64 levels; decisions keep none that does
     */
    public static byte[] write(CustomerState state) {
        var out = new ByteWriter();
        out.raw(VERSION);
        writeConsents(out, state);
        out.unsigned(state.runs().size());
        state.runs().forEach(run -> write(out, run));
        write(out, state.left());
        write(out, state.reached());
        MemoryCodec.write(out, state.memory());
        return out.bytes();
    }

    /**
     * The state as it was written.
     *
     * @param bytes from {@link #write}; none at all is a customer nothing is known of
     * @throws IllegalArgumentException if they are anything else
     */
    public static CustomerState read(byte[] bytes, long id, Value.ObjectOf attributes) {
        if (bytes.length == 0) {
            return CustomerState.unknown(id).withAttributes(attributes);
        }
        var in = new ByteReader(bytes);
        int version = in.raw();
        if (version < WITHOUT_MEMORY || version > VERSION) {
            throw new IllegalArgumentException(
                    "Customer state of format " + version + "; the newest known is " + VERSION);
        }
        var consents = new HashMap<String, Boolean>();
        var consentedAt = new HashMap<String, Instant>();
        readConsents(in, consents, consentedAt);
        int size = in.count();
        var runs = new ArrayList<Run>(size);
        for (int i = 0; i < size; i++) {
            runs.add(readRun(in, version));
        }
        Map<Passage, Instant> left = readPassages(in);
        Map<Passage, Instant> reached = readPassages(in);
        Memory memory = version == WITHOUT_MEMORY ? Memory.NONE : MemoryCodec.read(in);
        in.end();
        return new CustomerState(id, attributes, consents, runs, left, consentedAt, reached, memory);
    }

    private static void writeConsents(ByteWriter out, CustomerState state) {
        out.unsigned(state.consents().size());
        state.consents().keySet().stream().sorted().forEach(topic -> {
            out.text(topic);
            out.bool(state.consents().getOrDefault(topic, false));
            out.optionalInstant(state.consentedAt().get(topic));
        });
    }

    private static void readConsents(ByteReader in, Map<String, Boolean> consents, Map<String, Instant> consentedAt) {
        int size = in.count();
        for (int i = 0; i < size; i++) {
            String topic = in.text();
            consents.put(topic, in.bool());
            @Nullable Instant at = in.optionalInstant();
            if (at != null) {
                consentedAt.put(topic, at);
            }
        }
    }

    static void write(ByteWriter out, Run run) {
        out.text(run.id());
        out.text(run.scenario());
        out.unsigned(run.version());
        out.optionalText(run.key());
        out.value(run.entry());
        out.instant(run.startedAt());
        out.text(run.step());
        out.unsigned(run.visit());
        out.optionalInstant(run.due());
        out.optionalInstant(run.entryAt().equals(run.startedAt()) ? null : run.entryAt());
        out.value(run.outputs());
    }

    static Run readRun(ByteReader in) {
        return readRun(in, VERSION);
    }

    private static Run readRun(ByteReader in, int format) {
        String id = in.text();
        String scenario = in.text();
        int version = in.number();
        @Nullable String key = in.optionalText();
        Value.ObjectOf entry = in.object();
        Instant startedAt = in.instant();
        String step = in.text();
        int visit = in.number();
        @Nullable Instant due = in.optionalInstant();
        @Nullable Instant entryAt = in.optionalInstant();
        Value.ObjectOf outputs = format == WITHOUT_MEMORY ? Value.ObjectOf.EMPTY : in.object();
        return new Run(
                id,
                scenario,
                version,
                key,
                entry,
                startedAt,
                step,
                visit,
                due,
                entryAt == null ? startedAt : entryAt,
                outputs);
    }

    private static void write(ByteWriter out, Map<Passage, Instant> passages) {
        out.unsigned(passages.size());
        passages.entrySet().stream().sorted(Map.Entry.comparingByKey(PASSAGES)).forEach(entry -> {
            out.text(entry.getKey().scenario());
            out.optionalText(entry.getKey().key());
            out.instant(entry.getValue());
        });
    }

    private static Map<Passage, Instant> readPassages(ByteReader in) {
        int size = in.count();
        var passages = new HashMap<Passage, Instant>();
        for (int i = 0; i < size; i++) {
            passages.put(new Passage(in.text(), in.optionalText()), in.instant());
        }
        return passages;
    }
}
