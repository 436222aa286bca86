package io.kikkake.server.delivery;

import io.kikkake.engine.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A mail as one customer gets it.
 *
 * @param subject one line, without control characters
 * @param html absent for a mail that is only text
 * @param fromName may be empty
 * @param replyToName may be empty
 */
record Mail(
        String subject,
        @Nullable String html,
        String text,
        String fromName,
        String fromEmail,
        @Nullable String replyTo,
        String replyToName,
        List<Attachment> attachments) {

    static Mail of(Value.ObjectOf content) {
        Value.ObjectOf from = content.at("from") instanceof Value.ObjectOf sender ? sender : Value.ObjectOf.EMPTY;
        Value replyTo = content.at("reply-to");
        return new Mail(
                text(content, "subject"),
                content.at("html") instanceof Value.Text(var html) ? html : null,
                text(content, "text"),
                text(from, "name"),
                text(from, "email"),
                replyTo instanceof Value.Text(var address)
                        ? address
                        : replyTo instanceof Value.ObjectOf named ? text(named, "email") : null,
                replyTo instanceof Value.ObjectOf named ? text(named, "name") : "",
                Attachment.all(content.at("attachments")));
    }

    /** How many characters its files take. */
    long filed() {
        return attachments.stream().mapToLong(file -> file.base64().length()).sum();
    }

    Mail withoutFiles() {
        return new Mail(subject, html, text, fromName, fromEmail, replyTo, replyToName, List.of());
    }

    private static String text(Value.ObjectOf content, String field) {
        return content.at(field) instanceof Value.Text(var text) ? text : "";
    }
}
