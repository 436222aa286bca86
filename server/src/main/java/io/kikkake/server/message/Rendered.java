package io.kikkake.server.message;

import io.kikkake.engine.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message as one customer gets it.
 *
 * @param subject one line, without control characters
 * @param html absent for a message that is only text
 * @param fromName may be empty
 * @param replyToName may be empty
 */
public record Rendered(
        String subject,
        @Nullable String html,
        String text,
        String fromName,
        String fromEmail,
        @Nullable String replyTo,
        String replyToName,
        List<Enclosure> files) {

    /**
     * A file that goes with it.
     *
     * @param name as the reader gets it
     * @param inlineAs by which Content-ID the HTML shows it; null: it is attached
     * @param size in bytes
     * @param base64 in lines
     */
    public record Enclosure(
            String name, String type, @Nullable String inlineAs, int size, String base64) {

        private Value value() {
            var fields = new LinkedHashMap<String, Value>();
            fields.put("name", Value.of(name));
            fields.put("type", Value.of(type));
            fields.put("base64", Value.of(base64));
            if (inlineAs != null) {
                fields.put("inline-as", Value.of(inlineAs));
            }
            return new Value.ObjectOf(fields);
        }
    }

    /** As the channel gets it. */
    Value.ObjectOf content() {
        var content = new LinkedHashMap<String, Value>();
        content.put("subject", Value.of(subject));
        if (html != null) {
            content.put("html", Value.of(html));
        }
        content.put("text", Value.of(text));
        content.put("from", new Value.ObjectOf(Map.of("name", Value.of(fromName), "email", Value.of(fromEmail))));
        if (replyTo != null) {
            content.put(
                    "reply-to", new Value.ObjectOf(Map.of("name", Value.of(replyToName), "email", Value.of(replyTo))));
        }
        if (!files.isEmpty()) {
            content.put(
                    "attachments",
                    new Value.ListOf(files.stream().map(Enclosure::value).toList()));
        }
        return new Value.ObjectOf(content);
    }
}
