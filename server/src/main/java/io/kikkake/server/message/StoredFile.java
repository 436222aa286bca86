package io.kikkake.server.message;

import java.time.Instant;

/**
 * A file as it is kept.
 *
 * @param name by which messages call it
 * @param type such as {@code image/png}
 * @param size in bytes
 */
public record StoredFile(String name, String type, int size, Instant createdAt) {}
