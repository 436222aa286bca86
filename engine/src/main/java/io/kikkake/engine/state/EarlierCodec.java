package io.kikkake.engine.state;

import io.kikkake.engine.state.CustomerState.Passage;
import io.kikkake.engine.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads formats 1 and 2, which nothing writes any more: states nobody has touched since are still in them. */
final class EarlierCodec {

    private static final int WITHOUT_MEMORY = 1;

    private EarlierCodec() {}

    static CustomerState read(EarlierReader in, int format, long id, Value.ObjectOf attributes) {
        var consents = new HashMap<String, Boolean>();
        var consentedAt = new HashMap<String, Instant>();
        readConsents(in, consents, consentedAt);
        int size = in.count();
        var runs = new ArrayList<Run>(size);
        for (int i = 0; i < size; i++) {
            runs.add(readRun(in, format == WITHOUT_MEMORY));
        }
        Map<Passage, Instant> left = readPassages(in);
        Map<Passage, Instant> reached = readPassages(in);
        Memory memory = format == WITHOUT_MEMORY ? Memory.NONE : EarlierMemoryCodec.read(in);
        in.end();
        return new CustomerState(id, attributes, consents, runs, left, consentedAt, reached, memory);
    }

    private static void readConsents(
            EarlierReader in, Map<String, Boolean> consents, Map<String, Instant> consentedAt) {
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

    static Run readRun(EarlierReader in) {
        return readRun(in, false);
    }

    private static Run readRun(EarlierReader in, boolean withoutOutputs) {
        String id = in.text();
        String scenario = in.text();
        int version = in.number();
        @Nullable String key = in.optionalText();
        Value.ObjectOf entry = in.object();
        Instant startedAt = in.instant();
        String step = in.text();
        int visit = in.number();
        @Nullable Instant due = in.optionalInstant();
        @Nullable Instant refreshedAt = in.optionalInstant();
        Instant entryAt = refreshedAt == null ? startedAt : refreshedAt;
        Value.ObjectOf outputs = withoutOutputs ? Value.ObjectOf.EMPTY : in.object();
        return new Run(id, scenario, version, key, entry, startedAt, step, visit, due, entryAt, outputs);
    }

    private static Map<Passage, Instant> readPassages(EarlierReader in) {
        int size = in.count();
        var passages = new HashMap<Passage, Instant>();
        for (int i = 0; i < size; i++) {
            passages.put(new Passage(in.text(), in.optionalText()), in.instant());
        }
        return passages;
    }
}
