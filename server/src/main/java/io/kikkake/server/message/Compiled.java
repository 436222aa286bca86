package io.kikkake.server.message;

import org.jspecify.annotations.Nullable;

/**
 * A message ready to be stored: MJML already turned into HTML, Liquid still in it and known to parse.
 *
 * @param message its id within the scenario
 * @param html absent for a message that is only text
 */
public record Compiled(
        String message, String subject, @Nullable String html, String text, From from) {}
