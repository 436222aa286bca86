package io.kikkake.server.message;

import ch.digitalfondue.jfiveparse.Element;
import ch.digitalfondue.jfiveparse.JFiveParse;
import ch.digitalfondue.jfiveparse.Node;
import ch.digitalfondue.jfiveparse.Option;
import ch.digitalfondue.jfiveparse.Text;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The text part of a mail, read off its HTML: what a person would type who was asked to say the same without markup.
 *
 * <p>Masked Liquid tags take no room: they are set before the line break that is due, so that a loop repeats whole lines.
 */
final class PlainText {

    private static final Set<String> BLOCKS = Set.of(
            "address",
            "article",
            "blockquote",
            "center",
            "div",
            "dl",
            "dt",
            "dd",
            "footer",
            "header",
            "main",
            "pre",
            "section",
            "table",
            "tr");
    private static final Set<String> SPACED = Set.of("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol");
    private static final Set<String> SILENT =
            Set.of("head", "style", "script", "title", "template", "noscript", "svg", "object");

    private final StringBuilder out = new StringBuilder();
    private final Deque<Integer> counters = new ArrayDeque<>();
    private int dueBreaks;
    private boolean dueSpace;

    private PlainText() {}

    static String of(String maskedHtml) {
        var text = new PlainText();
        // Loops stand between table rows, where HTML's rules would move text out of the table.
        text.children(JFiveParse.parse(maskedHtml, Set.of(Option.DISABLE_IN_TABLE_TEXT_FOSTER_PARENTING)));
        return text.out.toString();
    }

    private void children(Node node) {
        for (Node child : node.getChildNodes()) {
            switch (child) {
                case Text text -> text(text.getTextContent());
                case Element element -> element(element);
                default -> {}
            }
        }
    }

    private void element(Element element) {
        String name = element.getNodeName();
        String style = element.getAttribute("style");
        if (SILENT.contains(name) || style != null && style.replace(" ", "").contains("display:none")) {
            return;
        }
        switch (name) {
            case "br" -> lineBreak();
            case "hr" -> rule();
            case "img" -> text(element.getAttribute("alt"));
            case "a" -> link(element);
            case "li" -> item(element);
            case "td", "th" -> cell(element);
            case "ul", "ol" -> list(element);
            case "h1", "h2", "h3" -> {
                breaks(2);
                text("■ ");
                dueSpace = true;
                children(element);
                breaks(2);
            }
            case "p" -> paragraph(element, style);
            default -> {
                int breaks = SPACED.contains(name) ? 2 : BLOCKS.contains(name) ? 1 : 0;
                breaks(breaks);
                children(element);
                breaks(breaks);
            }
        }
    }

    private void paragraph(Element element, @Nullable String style) {
        if (style != null
                && style.contains("border-top")
                && element.getTextContent().isBlank()) {
            rule();
            return;
        }
        breaks(2);
        children(element);
        breaks(2);
    }

    private void rule() {
        breaks(1);
        text("────────────────────");
        breaks(1);
    }

    private void list(Element list) {
        breaks(counters.isEmpty() ? 2 : 1);
        counters.push(list.getNodeName().equals("ol") ? 1 : 0);
        children(list);
        counters.pop();
        breaks(counters.isEmpty() ? 2 : 1);
    }

    private void item(Element item) {
        breaks(1);
        Integer number = counters.poll();
        int depth = counters.size();
        String mark = number == null || number == 0 ? "・" : number + ". ";
        if (number != null) {
            counters.push(number == 0 ? 0 : number + 1);
        }
        append("　".repeat(depth) + mark);
        children(item);
        breaks(1);
    }

    /** Cells of a table that holds data stay on one line; those of a table that only places things are blocks. */
    private void cell(Element cell) {
        boolean layout = true;
        for (Node up = cell.getParentNode(); up instanceof Element element; up = element.getParentNode()) {
            if (element.getNodeName().equals("table")) {
                layout = "presentation".equals(element.getAttribute("role"));
                break;
            }
        }
        if (layout) {
            breaks(1);
            children(cell);
            breaks(1);
            return;
        }
        if (cell.getPreviousElementSibling() != null) {
            append(" | ");
        }
        children(cell);
        // Whatever block the cell's content ended with, the row goes on.
        dueBreaks = 0;
    }

    private void link(Element link) {
        String target = link.getAttribute("href");
        int before = out.length();
        children(link);
        String shown = out.substring(Math.min(before, out.length())).strip();
        if (target == null || target.isBlank() || target.startsWith("#") || shown.equals(target)) {
            return;
        }
        String address = target.toLowerCase(Locale.ROOT).startsWith("mailto:") ? target.substring(7) : target;
        if (!shown.contains(address)) {
            dueSpace &= shown.isEmpty();
            append((shown.isEmpty() ? "" : ": ") + address);
            dueSpace = true;
        }
    }

    private void text(@Nullable String text) {
        if (text == null) {
            return;
        }
        if (LiquidMask.isTags(text)) {
            tags(text.strip());
            return;
        }
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (!isSpace(c)) {
                append(String.valueOf(c));
                continue;
            }
            int from = i;
            while (i + 1 < length && isSpace(text.charAt(i + 1))) {
                i++;
            }
            boolean wrapped = text.substring(from, i + 1).indexOf('\n') >= 0;
            boolean between = wrapped
                    && i + 1 < length
                    && isWide(text.charAt(i + 1))
                    && from > 0
                    && isWide(text.charAt(from - 1));
            dueSpace |= !between;
        }
    }

    /** Of an empty line that is due, one break stays before the tags and one goes behind: into a loop's every turn. */
    private void tags(String tags) {
        if (dueBreaks > 1 && !out.isEmpty()) {
            out.append("\n".repeat(dueBreaks - 1));
        }
        dueBreaks = Math.min(dueBreaks, 1);
        out.append(tags);
    }

    private void append(String text) {
        if (text.isEmpty()) {
            return;
        }
        if (dueBreaks > 0) {
            out.append(out.isEmpty() ? "" : "\n".repeat(dueBreaks));
        } else if (dueSpace && !out.isEmpty() && !out.toString().endsWith("\n")) {
            out.append(' ');
        }
        dueBreaks = 0;
        dueSpace = false;
        out.append(text);
    }

    private void breaks(int lines) {
        dueBreaks = Math.max(dueBreaks, lines);
        if (lines > 0) {
            dueSpace = false;
        }
    }

    private void lineBreak() {
        dueBreaks = Math.min(dueBreaks + 1, 3);
        dueSpace = false;
    }

    /** Spaces that HTML folds; a no-break space is shown as a plain one. The ideographic space is meant and stays. */
    private static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\u00a0';
    }

    private static boolean isWide(char c) {
        return c >= '\u3000' && c <= '\u9fff' || c >= '\uff00' && c <= '\uffef';
    }
}
