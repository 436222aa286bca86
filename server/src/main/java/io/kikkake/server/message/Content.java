package io.kikkake.server.message;

import org.jspecify.annotations.Nullable;

/** A stored message with its templates parsed: renders many times, from any thread. */
public final class Content {

    final LiquidText subject;
    final @Nullable LiquidText html;
    final LiquidText text;
    final LiquidText fromName;
    final From from;

    Content(String subject, String html, String text, From from) {
        this.subject = LiquidText.parse(subject);
        this.html = html.isEmpty() ? null : LiquidText.parse(html);
        this.text = LiquidText.parse(text);
        this.fromName = LiquidText.parse(from.name());
        this.from = from;
    }
}
