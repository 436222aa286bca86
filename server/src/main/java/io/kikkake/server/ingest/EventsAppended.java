package io.kikkake.server.ingest;

import java.util.Set;

/** New events are durable in these shards of the log. */
public record EventsAppended(Set<Integer> shards) {}
