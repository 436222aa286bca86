package io.kikkake.server.line;

import io.kikkake.engine.value.Value;
import io.kikkake.server.customer.LineId;
import java.time.Instant;
import java.util.Optional;

/**
 * One thing LINE told us of one person.
 *
 * @param id the same when LINE tells it again
 * @param content the whole event as LINE wrote it
 */
record Told(String id, String type, String lineUserId, Instant at, Value.ObjectOf content) {

    private static final int LONGEST_ID = 100;

    /** Empty where it is of nobody in particular, such as of a group, or not written as LINE writes. */
    static Optional<Told> of(Value event, Instant now) {
        if (!(event instanceof Value.ObjectOf content)) {
            return Optional.empty();
        }
        String id = text(content, "webhookEventId");
        String type = text(content, "type");
        String user = text(content, "source.userId");
        boolean person = "user".equals(text(content, "source.type")) && LineId.isId(user);
        return id.isEmpty() || id.length() > LONGEST_ID || type.isEmpty() || !person
                ? Optional.empty()
                : Optional.of(new Told(id, type, user, at(content, now), content));
    }

    private static Instant at(Value.ObjectOf content, Instant now) {
        if (!(content.at("timestamp") instanceof Value.Number(var millis)) || millis.signum() < 0) {
            return now;
        }
        Instant told = Instant.ofEpochMilli(millis.longValue());
        return told.isAfter(now) ? now : told;
    }

    /** Empty where there is none. */
    String text(String path) {
        return text(content, path);
    }

    /** The database's text knows no NUL. */
    private static String text(Value.ObjectOf content, String path) {
        return content.at(path) instanceof Value.Text(var text) ? text.replace('\0', ' ') : "";
    }
}
