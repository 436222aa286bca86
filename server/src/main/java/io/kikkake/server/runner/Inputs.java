package io.kikkake.server.runner;

import io.kikkake.engine.Input;
import io.kikkake.engine.value.Value;
import io.kikkake.server.ingest.Kind;
import io.kikkake.server.ingest.LogEntry;
import io.kikkake.server.platform.Json;
import java.util.Objects;

/** Entries of the event log as the engine takes them. */
final class Inputs {

    private Inputs() {}

    static Input of(LogEntry entry) {
        Value.ObjectOf properties = Json.object(entry.properties());
        if (entry.kind() == Kind.ANSWER) {
            return answer(properties);
        }
        if (entry.kind() == Kind.ENROL || entry.kind() == Kind.MANUAL) {
            return Requests.input(entry, properties);
        }
        return entry.kind() == Kind.IDENTIFY
                ? new Input.Identified(entry.seq(), properties, entry.timestamp())
                : new Input.Event(entry.seq(), entry.name(), properties, entry.timestamp(), entry.historical());
    }

    /** The other customer of a merge: {@code from} or {@code into}; 0 where the entry names none. */
    static long other(LogEntry merge, String field) {
        return Json.object(merge.properties()).at(field) instanceof Value.Number(var number)
                ? number.longValueExact()
                : 0;
    }

    private static Input answer(Value.ObjectOf properties) {
        return new Input.Answered(
                text(properties, "run"),
                text(properties, "step"),
                properties.at("visit") instanceof Value.Number(var visit) ? visit.intValue() : 0,
                Value.of(true).equals(properties.at("ok")),
                Objects.requireNonNullElse(properties.at("value"), Value.Null.NULL));
    }

    private static String text(Value.ObjectOf properties, String field) {
        return properties.at(field) instanceof Value.Text(var text) ? text : "";
    }
}
