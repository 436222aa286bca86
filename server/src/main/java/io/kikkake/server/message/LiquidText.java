package io.kikkake.server.message;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Stand-in until the engine {@code liquid} is there: plain {@code {{ a.b | filter }}} only. */
final class LiquidText {

    private static final Pattern TOKEN = Pattern.compile("\\{\\{-?\\s*([\\w.]+)[^}]*}}|\\{%.*?%}", Pattern.DOTALL);

    private final String source;

    private LiquidText(String source) {
        this.source = source;
    }

    static LiquidText parse(String source) {
        return new LiquidText(source);
    }

    /** What is wrong with a template, with its line; empty if nothing is. */
    static Optional<String> fault(String source) {
        return Optional.empty();
    }

    String render(Map<String, ?> data, boolean html, ZoneId zone, Instant now) {
        return TOKEN.matcher(source).replaceAll(token -> Matcher.quoteReplacement(value(data, token.group(1), html)));
    }

    private static String value(Map<String, ?> data, String path, boolean html) {
        Object here = data;
        for (String name : path == null ? new String[] {"?"} : path.split("\\.")) {
            here = here instanceof Map<?, ?> map ? map.get(name) : null;
        }
        String text = here == null ? "" : here.toString();
        return html ? text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") : text;
    }
}
