package io.kikkake.server.tracking;

import java.io.CharArrayWriter;
import org.jspecify.annotations.Nullable;

/**
 * Puts other addresses into the links of a page, in one pass and without understanding more of it than it must: tags, their
 * attributes, and what is no markup. Whatever is broken in the page stays as it is.
 */
final class MarkedUp {

    private static final String[] LITERAL = {"script", "style", "title", "textarea", "xmp"};

    /** What becomes of a link. */
    interface Rewriting {
        /** @return as it is to stand in the attribute, escaped; null leaves the link as it is */
        @Nullable
        String of(String address);
    }

    private final String html;
    /** The same, quicker to look through. */
    private final char[] page;

    private final Rewriting rewriting;
    private final CharArrayWriter out;
    private int copied;

    /** Put where the body begins and where it ends, once. */
    private String atTheTop;

    private String atTheEnd;

    /** Of the tag read last: where the value of its href is. */
    private int hrefFrom;

    private int hrefTo;
    private boolean off;

    private MarkedUp(String html, Rewriting rewriting, String atTheTop, String atTheEnd) {
        this.html = html;
        this.page = html.toCharArray();
        this.rewriting = rewriting;
        this.atTheTop = atTheTop;
        this.atTheEnd = atTheEnd;
        // Copies whole parts of a string, where StringBuilder goes from character to character.
        this.out = new CharArrayWriter(html.length() * 5 / 4 + 1000);
    }

    /**
     * @param atTheTop put where the body begins
     * @param atTheEnd put where the body ends
     */
    static String of(String html, Rewriting rewriting, String atTheTop, String atTheEnd) {
        var marked = new MarkedUp(html, rewriting, atTheTop, atTheEnd);
        marked.read();
        return marked.out.toString();
    }

    private void read() {
        int at = html.indexOf('<');
        while (at >= 0) {
            at = html.indexOf('<', piece(at));
        }
        copyTo(html.length());
        write(atTheEnd);
    }

    /** @return where what began at the bracket has ended */
    private int piece(int bracket) {
        if (html.startsWith("<!--", bracket)) {
            // Outlook reads what stands in a conditional comment, so its links are links.
            int end = html.startsWith("<!--[if", bracket) ? bracket + 4 : html.indexOf("-->", bracket);
            return end < 0 ? html.length() : end;
        }
        boolean closing = html.startsWith("/", bracket + 1);
        int name = bracket + (closing ? 2 : 1);
        int nameEnd = name;
        while (nameEnd < html.length() && isName(page[nameEnd])) {
            nameEnd++;
        }
        if (nameEnd == name) {
            return bracket + 1;
        }
        if (closing) {
            if (is("body", name, nameEnd)) {
                copyTo(bracket);
                write(atTheEnd);
                atTheEnd = "";
            }
            return nameEnd;
        }
        int end = attributes(nameEnd);
        if (is("a", name, nameEnd) || is("area", name, nameEnd) || html.regionMatches(true, name, "v:", 0, 2)) {
            link();
        } else if (is("body", name, nameEnd)) {
            copyTo(end);
            write(atTheTop);
            atTheTop = "";
        } else {
            return afterLiteral(name, nameEnd, end);
        }
        return end;
    }

    /** What stands in some elements is no markup. @return where markup goes on */
    private int afterLiteral(int name, int nameEnd, int end) {
        for (String tag : LITERAL) {
            if (is(tag, name, nameEnd)) {
                int close = html.indexOf("</", end);
                while (close >= 0 && !html.regionMatches(true, close + 2, tag, 0, tag.length())) {
                    close = html.indexOf("</", close + 2);
                }
                return close < 0 ? html.length() : close;
            }
        }
        return end;
    }

    private static boolean isName(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == ':' || c == '-';
    }

    /** Reads to the end of the tag. */
    private int attributes(int from) {
        hrefFrom = -1;
        off = false;
        int at = from;
        while (at < html.length() && page[at] != '>') {
            int name = at;
            while (at < html.length() && !endsName(page[at])) {
                at++;
            }
            int nameEnd = at;
            at = spaces(at);
            if (at < html.length() && page[at] == '=') {
                at = value(name, nameEnd, spaces(at + 1));
            } else if (at == name) {
                at++;
            }
        }
        if (at >= html.length()) {
            hrefFrom = -1;
        }
        return Math.min(at + 1, html.length());
    }

    private int value(int name, int nameEnd, int at) {
        if (at >= html.length()) {
            return at;
        }
        char quote = page[at];
        boolean quoted = quote == '"' || quote == '\'';
        int from = quoted ? at + 1 : at;
        int to = quoted ? html.indexOf(quote, from) : from;
        to = to < 0 ? html.length() : to;
        while (!quoted && to < html.length() && !isSpace(page[to]) && page[to] != '>') {
            to++;
        }
        if (hrefFrom < 0 && is("href", name, nameEnd)) {
            hrefFrom = from;
            hrefTo = to;
        } else if (is("data-track", name, nameEnd)) {
            off = html.regionMatches(true, from, "off", 0, 3) && to == from + 3;
        }
        return quoted ? Math.min(to + 1, html.length()) : to;
    }

    private boolean is(String attribute, int name, int nameEnd) {
        return nameEnd - name == attribute.length() && html.regionMatches(true, name, attribute, 0, attribute.length());
    }

    private int spaces(int from) {
        int at = from;
        while (at < html.length() && isSpace(page[at])) {
            at++;
        }
        return at;
    }

    private static boolean endsName(char c) {
        return isSpace(c) || c == '=' || c == '/' || c == '>';
    }

    private static boolean isSpace(char c) {
        return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
    }

    private void link() {
        if (hrefFrom < 0 || off) {
            return;
        }
        String rewritten = rewriting.of(Entities.plain(html.substring(hrefFrom, hrefTo)));
        if (rewritten != null) {
            copyTo(hrefFrom);
            write(rewritten);
            copied = hrefTo;
        }
    }

    private void copyTo(int place) {
        out.write(page, copied, place - copied);
        copied = place;
    }

    private void write(String text) {
        out.write(text, 0, text.length());
    }
}
