package io.kikkake.liquid;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a template is rendered.
 *
 * @param locale the language of month and weekday names and the currency of {@code money}
 * @param zone the zone dates are shown in, and in which dates without a zone of their own are read
 * @param now what {@code 'now'} and {@code 'today'} mean to the {@code date} filter; without it they are an error, since
 *     the engine reads no clock
 * @param maxOutput the most a render, and any single string made on the way, may hold, in UTF-16 units, at least 1
 * @param maxSteps the most work a render may do, at least 1: a step is a node visited, a loop turned, or some sixty
 *     characters or a list item handled by a tag or filter
 * @param escapeHtml whether every output is HTML-escaped unless it went through {@code raw} or {@code safe}
 * @param strictVariables whether printing, assigning or looping over a variable that does not exist is an error;
 *     conditions and the filter {@code default} may ask about one all the same
 */
public record RenderOptions(
        Locale locale,
        ZoneId zone,
        @Nullable Instant now,
        int maxOutput,
        long maxSteps,
        boolean escapeHtml,
        boolean strictVariables) {
    private static final RenderOptions DEFAULTS =
            new RenderOptions(Locale.ENGLISH, ZoneOffset.UTC, null, 1_000_000, 1_000_000, false, false);

    public RenderOptions {
        if (maxOutput < 1) {
            throw new IllegalArgumentException("maxOutput must be at least 1, not " + maxOutput);
        }
        if (maxSteps < 1) {
            throw new IllegalArgumentException("maxSteps must be at least 1, not " + maxSteps);
        }
    }

    /** English, UTC, no current time, a million characters, a million steps, no escaping, lenient variables. */
    public static RenderOptions defaults() {
        return DEFAULTS;
    }

    /** The defaults, at that time. */
    public static RenderOptions at(Instant now) {
        return DEFAULTS.withNow(now);
    }

    /** These options in another language. */
    public RenderOptions withLocale(Locale other) {
        return new RenderOptions(other, zone, now, maxOutput, maxSteps, escapeHtml, strictVariables);
    }

    /** These options in another time zone. */
    public RenderOptions withZone(ZoneId other) {
        return new RenderOptions(locale, other, now, maxOutput, maxSteps, escapeHtml, strictVariables);
    }

    /** These options at another time. */
    public RenderOptions withNow(Instant other) {
        return new RenderOptions(locale, zone, other, maxOutput, maxSteps, escapeHtml, strictVariables);
    }

    /** These options with another bound on output, in UTF-16 units, at least 1. */
    public RenderOptions withMaxOutput(int chars) {
        return new RenderOptions(locale, zone, now, chars, maxSteps, escapeHtml, strictVariables);
    }

    /** These options with another bound on work, at least 1. */
    public RenderOptions withMaxSteps(long steps) {
        return new RenderOptions(locale, zone, now, maxOutput, steps, escapeHtml, strictVariables);
    }

    /** These options with HTML escaping on or off. */
    public RenderOptions withEscapeHtml(boolean on) {
        return new RenderOptions(locale, zone, now, maxOutput, maxSteps, on, strictVariables);
    }

    /** These options with unknown variables an error or not. */
    public RenderOptions withStrictVariables(boolean on) {
        return new RenderOptions(locale, zone, now, maxOutput, maxSteps, escapeHtml, on);
    }
}
