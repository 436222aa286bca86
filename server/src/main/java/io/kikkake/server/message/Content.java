package io.kikkake.server.message;

import io.kikkake.engine.value.Value;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A stored message with its templates parsed: renders many times, from any thread. */
public final class Content {

    final LiquidText subject;
    final @Nullable LiquidText html;
    final LiquidText text;
    final LiquidText fromName;
    final From from;
    /** By channel, for channels other than mail. */
    final Map<String, Filled> parts;

    final Enclosed enclosed;

    private final Watch watch;

    Content(String subject, String html, String text, From from, Value.ObjectOf parts) {
        this(subject, html, text, from, parts, Value.ObjectOf.EMPTY, Enclosed.NOTHING);
    }

    Content(
            String subject,
            String html,
            String text,
            From from,
            Value.ObjectOf parts,
            Value.ObjectOf watch,
            Enclosed enclosed) {
        this.subject = LiquidText.parse(subject);
        this.html = html.isEmpty() ? null : LiquidText.parse(html);
        this.text = LiquidText.parse(text);
        this.fromName = LiquidText.parse(from.name());
        this.from = from;
        var parsed = new HashMap<String, Filled>();
        parts.fields().forEach((channel, part) -> parsed.put(channel, Filled.of(part)));
        this.parts = Map.copyOf(parsed);
        this.watch = Watch.of(watch, html);
        this.enclosed = enclosed;
    }

    /** What is to be noticed of the mail. */
    public Watch watch() {
        return watch;
    }
}
