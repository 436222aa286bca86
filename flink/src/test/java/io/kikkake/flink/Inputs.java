package io.kikkake.flink;

import io.kikkake.engine.value.Value;
import io.kikkake.flink.LogInput.Kind;
import java.time.Instant;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** Entries of the log. */
final class Inputs {

    static final Instant NOON = Instant.parse("2024-06-03T03:00:00Z");

    private Inputs() {}

    static LogInput track(long seq, long customer, Instant at, String event, @Nullable Object... namesAndValues) {
        return new LogInput(seq, customer, Kind.TRACK, false, event, at, at, json(namesAndValues));
    }

    static LogInput identify(long seq, long customer, Instant at, @Nullable Object... namesAndValues) {
        return new LogInput(seq, customer, Kind.IDENTIFY, false, "", at, at, json(namesAndValues));
    }

    static LogInput away(long seq, long customer, Instant at, long into) {
        return new LogInput(seq, customer, Kind.MERGE_AWAY, false, "", at, at, json("into", into));
    }

    /** The customer has an address that mail can go to. */
    static LogInput reachable(long seq, long customer, Instant at) {
        return identify(seq, customer, at, "email", "c" + customer + "@example.jp");
    }

    static LogInput into(long seq, long customer, Instant at, long from) {
        return new LogInput(seq, customer, Kind.MERGE_INTO, false, "", at, at, json("from", from));
    }

    static byte[] json(LogInput input) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("seq", input.seq());
        fields.put("customer", input.customer());
        fields.put("kind", input.kind());
        fields.put("historical", input.historical());
        fields.put("name", input.name());
        fields.put("timestamp", input.timestamp());
        fields.put("receivedAt", input.receivedAt());
        fields.put("properties", Json.object(input.properties()));
        return Json.bytes(fields);
    }

    private static String json(@Nullable Object... namesAndValues) {
        var fields = new LinkedHashMap<String, Value>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(String.valueOf(namesAndValues[i]), Value.from(namesAndValues[i + 1]));
        }
        return Json.write(new Value.ObjectOf(fields));
    }
}
