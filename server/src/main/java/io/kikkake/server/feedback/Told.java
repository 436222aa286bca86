package io.kikkake.server.feedback;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A finding with what it is about.
 *
 * @param source smtp, imap, or the provider
 * @param send id of the message; null where nothing tells it
 * @param proven whether whoever told it must be believed: it has a token we signed, quotes our message, or a provider signed it
 * @param sender domain the message was sent from; null if unknown
 * @param mail what makes the mail or call the same one when it comes again
 */
record Told(
        Finding finding,
        String source,
        @Nullable String send,
        boolean proven,
        @Nullable String sender,
        Instant at,
        String mail) {}
