package io.kikkake.engine.scenario;

import org.jspecify.annotations.Nullable;

/**
 * One thing wrong with a definition.
 *
 * @param path JSON pointer (RFC 6901) into the document
 * @param suggestion what was probably meant
 */
public record Problem(String path, String message, @Nullable String suggestion) {}
