package io.kikkake.server.message;

import io.kikkake.liquid.LiquidRenderError;
import io.kikkake.liquid.LiquidSyntaxError;
import io.kikkake.liquid.RenderOptions;
import io.kikkake.liquid.Template;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** One parsed template of a message. */
final class LiquidText {

    private static final RenderOptions OPTIONS = RenderOptions.defaults().withLocale(Locale.JAPAN);

    private final Template template;

    private LiquidText(Template template) {
        this.template = template;
    }

    /** @throws RenderingFailed where it is no template */
    static LiquidText parse(String source) {
        try {
            return new LiquidText(Template.parse(source));
        } catch (LiquidSyntaxError e) {
            throw new RenderingFailed("The template cannot be read: " + e.getMessage());
        }
    }

    /** What is wrong with a template, with its line; empty if nothing is. */
    static Optional<String> fault(String source) {
        try {
            Template.parse(source);
            return Optional.empty();
        } catch (LiquidSyntaxError e) {
            return Optional.of("line " + e.line() + ": " + e.problem());
        }
    }

    /**
     * @param html whether values are escaped, so that what a customer called themselves stays text
     * @throws RenderingFailed with the reason
     */
    String render(Map<String, ?> data, boolean html, ZoneId zone, Instant now) {
        try {
            return template.render(data, OPTIONS.withZone(zone).withNow(now).withEscapeHtml(html));
        } catch (LiquidRenderError e) {
            throw new RenderingFailed("The template cannot be filled in: " + e.getMessage());
        }
    }
}
