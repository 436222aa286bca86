package io.kikkake.server.delivery;

import io.kikkake.engine.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * A mail as one customer gets it.
 *
 * @param subject one line, without control characters
 * @param html absent for a mail that is only text
 * @param fromName may be empty
 */
record Mail(
        String subject,
        @Nullable String html,
        String text,
        String fromName,
        String fromEmail,
        @Nullable String replyTo) {

    static Mail of(Value.ObjectOf content) {
        Value.ObjectOf from = content.at("from") instanceof Value.ObjectOf sender ? sender : Value.ObjectOf.EMPTY;
        return new Mail(
                text(content, "subject"),
                content.at("html") instanceof Value.Text(var html) ? html : null,
                text(content, "text"),
                text(from, "name"),
                text(from, "email"),
                content.at("reply-to") instanceof Value.Text(var address) ? address : null);
    }

    private static String text(Value.ObjectOf content, String field) {
        return content.at(field) instanceof Value.Text(var text) ? text : "";
    }
}
