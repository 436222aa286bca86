package io.kikkake.server.tracking;

import io.kikkake.engine.Feedback;
import io.kikkake.server.customer.Learned.Fact;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An open or a click that counts, once an hour for a message and link and separately for people and machines.
 *
 * @param link as the author of the mail wrote it; null for an open
 * @param machine why it was no person; null if it was one
 */
record Found(
        String id,
        Sending sending,
        boolean opened,
        Instant at,
        @Nullable String link,
        @Nullable String machine,
        @Nullable String proxy) {

    private static final int OPENED = 1;
    private static final int CLICKED = 2;
    private static final long HOUR_SECONDS = 3_600;

    static Found of(Noticed noticed, @Nullable String machine) {
        Sending sending = noticed.sending();
        String link = noticed.reference() instanceof Reference.Link(var of, int number, Marked target)
                ? target.written()
                : null;
        String which =
                noticed.reference() instanceof Reference.Link(var of, int number, Marked target) ? " " + number : "";
        String id = name(noticed.isOpen()) + " " + sending.id() + which + " "
                + noticed.at().getEpochSecond() / HOUR_SECONDS + (machine == null ? "" : " by machine");
        return new Found(
                id,
                sending,
                noticed.isOpen(),
                noticed.at(),
                link,
                machine,
                machine == null ? noticed.reaction().proxy() : null);
    }

    private static String name(boolean opened) {
        return opened ? Feedback.OPENED : Feedback.CLICKED;
    }

    int kind() {
        return opened ? OPENED : CLICKED;
    }

    Fact fact() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("scenario", sending.scenario());
        properties.put("step", sending.step());
        properties.put("message", sending.message());
        properties.put("topic", sending.topic());
        properties.put("id", sending.id());
        if (link != null) {
            properties.put("link", link);
        }
        if (machine != null) {
            properties.put("machine", true);
            properties.put("why", machine);
        }
        if (proxy != null) {
            properties.put("proxy", proxy);
        }
        return new Fact(sending.customer(), name(opened), at, id, properties);
    }
}
