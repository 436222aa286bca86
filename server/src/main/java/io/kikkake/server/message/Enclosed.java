package io.kikkake.server.message;

import io.kikkake.engine.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The files a message carries.
 *
 * @param pictures which the HTML shows: by Content-ID the file
 */
record Enclosed(List<Attached> files, Map<String, String> pictures) {

    static final Enclosed NOTHING = new Enclosed(List.of(), Map.of());

    /** @param name as the reader gets it */
    record Attached(String file, LiquidText name) {}

    static Enclosed of(Value.ObjectOf stored) {
        var files = stored.at("files") instanceof Value.ListOf(var items)
                ? items.stream()
                        .map(item -> new Attached(text(item, "file"), LiquidText.parse(text(item, "name"))))
                        .toList()
                : List.<Attached>of();
        var pictures = new LinkedHashMap<String, String>();
        if (stored.at("pictures") instanceof Value.ObjectOf(var fields)) {
            fields.forEach((id, file) -> pictures.put(id, file instanceof Value.Text(var name) ? name : ""));
        }
        return new Enclosed(files, pictures);
    }

    /** The files, each once. */
    Set<String> named() {
        var named = new TreeSet<>(pictures.values());
        files.forEach(one -> named.add(one.file()));
        return named;
    }

    private static String text(Value value, String field) {
        return value.at(field) instanceof Value.Text(var text) ? text : "";
    }
}
