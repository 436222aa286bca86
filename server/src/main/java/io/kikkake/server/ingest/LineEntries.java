package io.kikkake.server.ingest;

import io.kikkake.server.customer.LineId;
import io.kikkake.server.platform.Json;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts into the log what LINE tells of people, whom it names by its own ids. */
@Component
public class LineEntries {

    /**
     * @param line whose entry it is
     * @param userId the shop's id of the same person; null where it is not known
     * @param name of the event; null: the properties are traits of the customer
     * @param id the same for the same thing: what is in the log already is not put there again
     */
    public record LineEntry(
            @Nullable LineId line,
            @Nullable String userId,
            @Nullable String name,
            Instant at,
            String id,
            Map<String, ?> properties) {}

    private final EventWriter writer;
    private final Clock clock;

    LineEntries(EventWriter writer, Clock clock) {
        this.writer = writer;
        this.clock = clock;
    }

    /** In this order. Returns when they are durable. A person nobody knew becomes a customer. */
    public void add(List<LineEntry> entries) {
        Instant now = clock.instant();
        writer.accept(entries.stream()
                .map(entry -> new Draft(
                        null,
                        entry.name() == null ? Kind.IDENTIFY : Kind.TRACK,
                        false,
                        entry.name() == null ? "Identified" : entry.name(),
                        entry.at().isAfter(now) ? now : entry.at(),
                        now,
                        entry.id(),
                        entry.userId(),
                        null,
                        null,
                        null,
                        Json.write(entry.properties()),
                        "{}",
                        entry.line(),
                        null))
                .toList());
    }
}
