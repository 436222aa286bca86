package io.kikkake.server.report;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.kikkake.server.customer.CustomerList.Reference;
import io.kikkake.server.ingest.LiveFeed.FeedEvent;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An event as the API tells it. */
record EventEntry(
        String seq,
        String type,
        String name,
        CustomerReference customer,
        Instant timestamp,
        Instant receivedAt,
        @JsonRawValue String properties,
        @JsonRawValue String context,
        @Nullable String messageId) {

    record CustomerReference(String id, String label) {}

    /** @param references what the customers are called */
    static EventEntry of(FeedEvent event, Map<Long, Reference> references) {
        Reference reference = references.getOrDefault(event.customer(), new Reference(event.customer(), ""));
        return new EventEntry(
                Long.toString(event.seq()),
                event.kind().name().toLowerCase(Locale.ROOT),
                event.name(),
                new CustomerReference(Long.toString(reference.id()), reference.label()),
                event.timestamp(),
                event.receivedAt(),
                event.properties(),
                event.context(),
                event.messageId());
    }
}
