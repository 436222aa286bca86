package io.kikkake.server.ingest;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Puts into the log what other parts of the product have to say about customers. */
@Component
public class OwnEntries {

    /**
     * @param id the same for the same thing: what is in the log already is not put there again
     * @param properties JSON object
     */
    public record OwnEntry(long customer, Kind kind, String name, String id, String properties) {}

    private final EventWriter writer;
    private final Clock clock;

    OwnEntries(EventWriter writer, Clock clock) {
        this.writer = writer;
        this.clock = clock;
    }

    /** Returns when they are durable. Entries of a customer who was merged into another are that one's. */
    public void add(List<OwnEntry> entries) {
        Instant now = clock.instant();
        writer.accept(entries.stream()
                .map(entry -> new Draft(
                        entry.customer(),
                        entry.kind(),
                        false,
                        entry.name(),
                        now,
                        now,
                        entry.id(),
                        null,
                        null,
                        null,
                        null,
                        entry.properties(),
                        "{}"))
                .toList());
    }
}
