package io.kikkake.server.message;

import ch.digitalfondue.mjml4j.Mjml4j;
import java.util.ArrayDeque;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns MJML into the HTML mail programs need, and says what MJML itself silently drops. */
final class Mjml {

    private static final Set<String> ELEMENTS = new TreeSet<>(Set.of(
            "mjml",
            "mj-accordion",
            "mj-accordion-element",
            "mj-accordion-text",
            "mj-accordion-title",
            "mj-all",
            "mj-attributes",
            "mj-body",
            "mj-breakpoint",
            "mj-button",
            "mj-carousel",
            "mj-carousel-image",
            "mj-class",
            "mj-column",
            "mj-divider",
            "mj-font",
            "mj-group",
            "mj-head",
            "mj-hero",
            "mj-html-attribute",
            "mj-html-attributes",
            "mj-image",
            "mj-navbar",
            "mj-navbar-link",
            "mj-preview",
            "mj-raw",
            "mj-section",
            "mj-selector",
            "mj-social",
            "mj-social-element",
            "mj-spacer",
            "mj-style",
            "mj-table",
            "mj-text",
            "mj-title",
            "mj-wrapper"));

    private static final Pattern TAG =
            Pattern.compile("<(/?)(mj[\\w-]*)((?:\\s+[^\\s=<>/]+(?:\\s*=\\s*(?:\"[^\"]*\"|'[^']*'))?)*)\\s*(/?)>");
    private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);
    private static final Pattern ROOT = Pattern.compile("<mjml\\b[^>]*>");
    private static final Pattern HEAD = Pattern.compile("<mj-head\\b[^>/]*>");
    private static final Pattern LANGUAGE = Pattern.compile("<mjml\\b[^>]*\\blang=[\"']([\\w-]+)[\"']");

    /** MJML's own defaults would load a Latin font from a foreign server, and set lines too close for Japanese. */
    private static final String DEFAULTS =
            "<mj-attributes><mj-all font-family=\"'Hiragino Sans','Hiragino Kaku Gothic ProN','Yu Gothic',Meiryo,Arial,sans-serif\">"
                    + "</mj-all><mj-text line-height=\"1.7\"></mj-text></mj-attributes>";

    private Mjml() {}

    /** @return HTML with the mask's words in it; meaningless once a fault was added */
    static String compile(LiquidMask mask, String path, Faults faults) {
        String source = mask.masked();
        if (!check(source, path, faults)) {
            return "";
        }
        Matcher language = LANGUAGE.matcher(source);
        String html;
        try {
            html = Mjml4j.render(
                    withDefaults(source), new Mjml4j.Configuration(language.find() ? language.group(1) : "ja"));
        } catch (RuntimeException e) {
            faults.add(
                    path,
                    "MJML cannot compile this (" + e.getMessage() + "). Sizes must be plain numbers, not Liquid.");
            return "";
        }
        for (LiquidMask.Lost lost : mask.lost(html)) {
            faults.add(
                    path,
                    "line " + lost.line() + ": " + lost.liquid()
                            + " stands where MJML drops text. Put tags between blocks into <mj-raw>…</mj-raw>;"
                            + " sizes (width, padding, …) must be plain numbers.");
        }
        return html.contains("<pre") ? html : html.replaceAll("\\n\\s+", "\n");
    }

    private static boolean check(String source, String path, Faults faults) {
        String clean = COMMENT.matcher(source)
                .replaceAll(comment -> "\n".repeat((int)
                        comment.group().chars().filter(c -> c == '\n').count()));
        if (!ROOT.matcher(clean).find()) {
            faults.add(path, "MJML starts with <mjml><mj-body>…");
            return false;
        }
        var open = new ArrayDeque<String>();
        for (MatchResult tag : (Iterable<MatchResult>) TAG.matcher(clean).results()::iterator) {
            String place = "line " + clean.substring(0, tag.start()).lines().count() + ": ";
            String name = tag.group(2);
            if (!ELEMENTS.contains(name)) {
                faults.add(path, place + "<" + name + "> is not an MJML element", Closest.to(name, ELEMENTS));
                return false;
            }
            if (tag.group(1).isEmpty() && tag.group(4).isEmpty()) {
                open.push(name);
            } else if (!tag.group(1).isEmpty() && !name.equals(open.poll())) {
                faults.add(path, place + "</" + name + "> closes nothing that is open here");
                return false;
            }
        }
        if (!open.isEmpty()) {
            faults.add(path, "<" + open.peek() + "> is never closed");
        }
        return open.isEmpty();
    }

    private static String withDefaults(String source) {
        Matcher head = HEAD.matcher(source);
        if (head.find()) {
            return source.substring(0, head.end()) + DEFAULTS + source.substring(head.end());
        }
        Matcher root = ROOT.matcher(source);
        return root.find()
                ? source.substring(0, root.end()) + "<mj-head>" + DEFAULTS + "</mj-head>" + source.substring(root.end())
                : source;
    }
}
