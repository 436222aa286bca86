package io.kikkake.server.message;

import io.kikkake.engine.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message as one customer gets it.
 *
 * @param subject one line, without control characters
 * @param html absent for a message that is only text
 * @param fromName may be empty
 */
public record Rendered(
        String subject,
        @Nullable String html,
        String text,
        String fromName,
        String fromEmail,
        @Nullable String replyTo) {

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
            content.put("reply-to", Value.of(replyTo));
        }
        return new Value.ObjectOf(content);
    }
}
