package io.kikkake.engine.state;

import io.kikkake.engine.state.CustomerState.Passage;
import io.kikkake.engine.value.Value;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A customer's state as compact bytes, attributes and id apart: a host keeps those where people can ask for them. The first
 * byte is the version of the format; every version ever written stays readable. The same state gives the same bytes.
 */
public final class StateCodec {

    private static final int OLDEST = 1;
    private static final int VERSION = 3;

    /** Which parts are not empty, in the lowest bits of the number after the version; the memory's are above. */
    private static final int RUNS = 1;

    private static final int CONSENTS = 2;
    private static final int REACHED = 4;
    private static final int LEFT = 8;
    private static final int PART_BITS = 4;

    /** In the lowest bit of how many topics there are. */
    private static final int USUAL = 1;

    private static final int SUBSCRIBED = 1;
    private static final int CONSENTED_AT = 2;

    private static final Comparator<Map.Entry<Passage, Instant>> BY_PASSAGE =
            Map.Entry.comparingByKey(Comparator.comparing(Passage::scenario)
                    .thenComparing(Passage::key, Comparator.nullsFirst(Comparator.<String>naturalOrder())));

    private StateCodec() {}

    /**
     * Everything but id and attributes.
     *
     * @throws IllegalArgumentException if an entry nests deeper than 64 levels; decisions keep none that does
     */
    public static byte[] write(CustomerState state) {
        var out = new ByteWriter();
        out.raw(VERSION);
        out.unsigned(parts(state));
        if (!state.runs().isEmpty()) {
            RunCodec.writeAll(out, state.runs());
        }
        MemoryCodec.write(out, state.memory(), state.runs());
        writePassages(out, state.reached());
        writePassages(out, state.left());
        writeConsents(out, state);
        return out.bytes();
    }

    private static long parts(CustomerState state) {
        return (state.runs().isEmpty() ? 0 : RUNS)
                | (state.consents().isEmpty() ? 0 : CONSENTS)
                | (state.reached().isEmpty() ? 0 : REACHED)
                | (state.left().isEmpty() ? 0 : LEFT)
                | MemoryCodec.parts(state.memory()) << PART_BITS;
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
        int version = bytes[0] & 0xFF;
        if (version < OLDEST || version > VERSION) {
            throw new IllegalArgumentException(
                    "Customer state of format " + version + "; the newest known is " + VERSION);
        }
        return version < VERSION
                ? EarlierCodec.read(new EarlierReader(bytes), version, id, attributes)
                : read(new StateReader(bytes), id, attributes);
    }

    private static CustomerState read(StateReader in, long id, Value.ObjectOf attributes) {
        long parts = in.unsigned();
        List<Run> runs = (parts & RUNS) != 0 ? RunCodec.readAll(in) : List.of();
        Memory memory = MemoryCodec.read(in, parts >>> PART_BITS, runs);
        Map<Passage, Instant> reached = (parts & REACHED) != 0 ? readPassages(in) : Map.of();
        Map<Passage, Instant> left = (parts & LEFT) != 0 ? readPassages(in) : Map.of();
        var consents = new HashMap<String, Boolean>();
        var consentedAt = new HashMap<String, Instant>();
        if ((parts & CONSENTS) != 0) {
            readConsents(in, consents, consentedAt);
        }
        in.end();
        return new CustomerState(id, attributes, consents, runs, left, consentedAt, reached, memory);
    }

    private static void writeConsents(ByteWriter out, CustomerState state) {
        if (state.consents().isEmpty()) {
            return;
        }
        String[] topics = state.consents().keySet().toArray(new String[0]);
        Arrays.sort(topics);
        boolean usual = isUsual(state);
        out.unsigned((long) topics.length << 1 | (usual ? USUAL : 0));
        for (String topic : topics) {
            Instant at = state.consentedAt().get(topic);
            boolean subscribed = state.consents().getOrDefault(topic, false);
            out.text(topic);
            if (!usual) {
                out.raw((subscribed ? SUBSCRIBED : 0) | (at != null ? CONSENTED_AT : 0));
            }
            if (at != null) {
                out.instant(at);
            }
        }
    }

    /** To every topic the customer ever spoke of they said yes, and when is known. */
    private static boolean isUsual(CustomerState state) {
        return !state.consents().containsValue(false)
                && state.consentedAt().keySet().containsAll(state.consents().keySet());
    }

    private static void readConsents(StateReader in, Map<String, Boolean> consents, Map<String, Instant> consentedAt) {
        long head = in.unsigned();
        boolean usual = (head & USUAL) != 0;
        for (int left = in.count(head >>> 1); left > 0; left--) {
            String topic = in.text();
            int said = usual ? SUBSCRIBED | CONSENTED_AT : in.raw();
            consents.put(topic, (said & SUBSCRIBED) != 0);
            if ((said & CONSENTED_AT) != 0) {
                consentedAt.put(topic, in.instant());
            }
        }
    }

    private static void writePassages(ByteWriter out, Map<Passage, Instant> passages) {
        if (passages.isEmpty()) {
            return;
        }
        @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type cannot be made
        Map.Entry<Passage, Instant>[] entries = passages.entrySet().toArray(new Map.Entry[0]);
        Arrays.sort(entries, BY_PASSAGE);
        out.unsigned(entries.length);
        for (Map.Entry<Passage, Instant> entry : entries) {
            out.text(entry.getKey().scenario());
            out.text(entry.getKey().key());
            out.instant(entry.getValue());
        }
    }

    private static Map<Passage, Instant> readPassages(StateReader in) {
        int size = in.count();
        var passages = new HashMap<Passage, Instant>();
        for (int i = 0; i < size; i++) {
            String scenario = in.text();
            @Nullable String key = in.optionalText();
            passages.put(new Passage(scenario, key), in.instant());
        }
        return passages;
    }
}
