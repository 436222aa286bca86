package io.kikkake.liquid;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Filters that make HTML of text and text of HTML. Where output is escaped anyway, what they make of text counts as
 * HTML and is not escaped again.
 */
final class HtmlFilters {
    static final List<FilterDefinition> ALL = List.of(
            seeingSafeText("escape", HtmlFilters::escaped),
            seeingSafeText("h", HtmlFilters::escaped),
            seeingSafeText("escape_once", HtmlFilters::escapedOnce),
            seeingSafeText("newline_to_br", HtmlFilters::withBreaks),
            seeingSafeText("raw", HtmlFilters::safe),
            seeingSafeText("safe", HtmlFilters::safe),
            new FilterDefinition("strip_html", (context, input, args) -> Html.strip(Printer.text(input))));

    private HtmlFilters() {}

    private static FilterDefinition seeingSafeText(String name, FilterDefinition.FilterBody body) {
        return new FilterDefinition(name, 0, 0, null, true, body);
    }

    private static @Nullable Object safe(RenderContext context, @Nullable Object input, Arguments args) {
        if (input == null || input instanceof SafeText || !context.options().escapeHtml()) {
            return input;
        }
        return new SafeText(Printer.text(input));
    }

    private static @Nullable Object escaped(RenderContext context, @Nullable Object input, Arguments args) {
        if (input == null || input instanceof SafeText) {
            return input;
        }
        return safe(context, Html.escape(Printer.text(input)), args);
    }

    private static @Nullable Object escapedOnce(RenderContext context, @Nullable Object input, Arguments args) {
        if (input == null || input instanceof SafeText) {
            return input;
        }
        return safe(context, Html.escapeOnce(Printer.text(input)), args);
    }

    private static @Nullable Object withBreaks(RenderContext context, @Nullable Object input, Arguments args) {
        boolean escape = context.options().escapeHtml() && !(input instanceof SafeText);
        String text = Printer.text(input);
        String html = escape ? Html.escape(text) : text;
        return safe(context, html.replace("\r\n", "\n").replace("\n", "<br />\n"), args);
    }
}
