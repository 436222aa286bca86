package io.kikkake.server.runner;

import io.kikkake.engine.Input;
import io.kikkake.engine.value.Value;
import io.kikkake.server.ingest.Kind;
import io.kikkake.server.ingest.LogEntry;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Requests of people and programs about a customer's runs, as they stand in the log between events. */
final class Requests {

    private Requests() {}

    static Map<String, Object> enrol(String id, String scenario, Map<String, ?> properties, @Nullable String by) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("id", id);
        fields.put("scenario", scenario);
        fields.put("properties", properties);
        if (by != null) {
            fields.put("by", by);
        }
        return fields;
    }

    static Map<String, Object> manual(String run, Input.Manual.Act act, String by) {
        return Map.of("run", run, "act", act.name(), "by", by);
    }

    static Input input(LogEntry entry, Value.ObjectOf fields) {
        String by = text(fields, "by");
        if (entry.kind() == Kind.MANUAL) {
            return new Input.Manual(
                    entry.seq(), text(fields, "run"), Input.Manual.Act.valueOf(text(fields, "act")), by);
        }
        Value.ObjectOf properties =
                fields.at("properties") instanceof Value.ObjectOf object ? object : Value.ObjectOf.EMPTY;
        return new Input.Enrol(
                text(fields, "id"), text(fields, "scenario"), properties, entry.timestamp(), by.isEmpty() ? null : by);
    }

    private static String text(Value.ObjectOf fields, String name) {
        return fields.at(name) instanceof Value.Text(var text) ? text : "";
    }
}
