package io.kikkake.server.delivery;

import io.kikkake.engine.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that goes with a mail.
 *
 * @param type such as {@code image/png}
 * @param inlineAs by which name the HTML shows it, as {@code cid:NAME}; null: the reader gets it as a file
 * @param base64 its content in lines of at most 76 characters that end with CRLF, but for the last
 */
record Attachment(String name, String type, @Nullable String inlineAs, String base64) {

    static List<Attachment> all(@Nullable Value value) {
        if (!(value instanceof Value.ListOf(var items))) {
            return List.of();
        }
        return items.stream()
                .filter(Value.ObjectOf.class::isInstance)
                .map(item -> of((Value.ObjectOf) item))
                .toList();
    }

    private static Attachment of(Value.ObjectOf fields) {
        String inlineAs = text(fields, "inline-as");
        return new Attachment(
                text(fields, "name"),
                text(fields, "type"),
                inlineAs.isEmpty() ? null : inlineAs,
                text(fields, "base64"));
    }

    private static String text(Value.ObjectOf fields, String name) {
        return fields.at(name) instanceof Value.Text(var text) ? text : "";
    }
}
