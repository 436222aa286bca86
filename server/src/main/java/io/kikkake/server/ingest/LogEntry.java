package io.kikkake.server.ingest;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the event log as the runner reads it.
 *
 * @param properties JSON; null where the reader did not ask for it
 */
public record LogEntry(
        long seq,
        long customer,
        Kind kind,
        boolean historical,
        String name,
        Instant timestamp,
        Instant receivedAt,
        @Nullable String properties) {}
