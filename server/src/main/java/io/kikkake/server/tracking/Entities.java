package io.kikkake.server.tracking;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/** What stands in an attribute and what it means. */
final class Entities {

    private static final Pattern ENTITY =
            Pattern.compile("&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|amp|quot|apos|lt|gt|nbsp);");
    private static final Map<String, String> NAMED =
            Map.of("amp", "&", "quot", "\"", "apos", "'", "lt", "<", "gt", ">", "nbsp", "\u00a0");

    private Entities() {}

    /** A link's {@code &amp;} is one {@code &}; a parameter that is called {@code &copy=} stays one. */
    static String plain(String attribute) {
        return attribute.indexOf('&') < 0
                ? attribute
                : ENTITY.matcher(attribute).replaceAll(entity -> Matcher.quoteReplacement(plain(entity)));
    }

    private static String plain(MatchResult entity) {
        String name = entity.group(1);
        if (name.charAt(0) != '#') {
            return NAMED.getOrDefault(name, entity.group());
        }
        boolean hex = name.charAt(1) == 'x' || name.charAt(1) == 'X';
        int point = Integer.parseInt(name.substring(hex ? 2 : 1), hex ? 16 : 10);
        return Character.isValidCodePoint(point) && point != 0 ? Character.toString(point) : entity.group();
    }

    static String escaped(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }
}
