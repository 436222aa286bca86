package io.kikkake.server.message;

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
        @Nullable String replyTo) {}
