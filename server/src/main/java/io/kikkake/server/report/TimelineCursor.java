package io.kikkake.server.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kikkake.server.delivery.Deliveries.Before;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where a timeline goes on: how far each of its sources was read. Opaque to whoever holds it. */
record TimelineCursor(
        @Nullable Long event,
        @Nullable Long decision,
        @Nullable Before message) {

    /** What reading one entry does to the cursor. */
    interface Step {
        TimelineCursor from(TimelineCursor here);
    }

    private static final TimelineCursor BEGINNING = new TimelineCursor(null, null, null);

    TimelineCursor afterEvent(long seq) {
        return new TimelineCursor(seq, decision, message);
    }

    TimelineCursor afterDecision(long id) {
        return new TimelineCursor(event, id, message);
    }

    TimelineCursor afterMessage(Before last) {
        return new TimelineCursor(event, decision, last);
    }

    String write() {
        String text = Objects.toString(event, "") + "," + Objects.toString(decision, "") + ","
                + (message == null ? "" : message.createdAt() + "," + message.id());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    static TimelineCursor read(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return BEGINNING;
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), UTF_8).split(",", 4);
            return new TimelineCursor(
                    number(parts[0]),
                    number(parts[1]),
                    parts[2].isEmpty() ? null : new Before(Instant.parse(parts[2]), parts[3]));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException | DateTimeException e) {
            throw Pages.malformed();
        }
    }

    private static @Nullable Long number(String text) {
        return text.isEmpty() ? null : Long.valueOf(text);
    }
}
