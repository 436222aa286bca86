package io.kikkake.server.feedback;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the calls of one mail provider. What it does not know it passes over. */
sealed interface Provider permits SesEvents, SendGridEvents, MailgunEvents, PostmarkEvents {

    /**
     * @param send id of our message as its Message-ID has it; null if not told
     * @param at null if not told
     * @param id of the event with the provider; empty if it has none
     */
    record Event(
            Finding finding,
            @Nullable String send,
            @Nullable String sender,
            @Nullable Instant at,
            String id) {}

    List<Event> read(byte[] body);

    static Provider of(String name) {
        return switch (name) {
            case "ses" -> new SesEvents();
            case "sendgrid" -> new SendGridEvents();
            case "mailgun" -> new MailgunEvents();
            case "postmark" -> new PostmarkEvents();
            default -> throw new IllegalArgumentException("No provider is called " + name);
        };
    }
}
