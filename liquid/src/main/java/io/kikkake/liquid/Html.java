package io.kikkake.liquid;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reading and writing as much of HTML as Liquid does. */
final class Html {
    private Html() {}

    static String escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (entity(text.charAt(i)) != null) {
                StringBuilder out = new StringBuilder(text.length() + 32);
                escape(text, out);
                return out.toString();
            }
        }
        return text;
    }

    static void escape(String text, StringBuilder out) {
        int plainFrom = 0;
        for (int i = 0; i < text.length(); i++) {
            String entity = entity(text.charAt(i));
            if (entity != null) {
                out.append(text, plainFrom, i).append(entity);
                plainFrom = i + 1;
            }
        }
        out.append(text, plainFrom, text.length());
    }

    private static @Nullable String entity(char c) {
        return switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            case '\'' -> "&#39;";
            default -> null;
        };
    }

    /** Escapes, leaving the entities that are there already as they are. */
    static String escapeOnce(String text) {
        StringBuilder out = new StringBuilder(text.length() + 32);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            String entity = entity(c);
            out.append(entity == null || (c == '&' && entityAt(text, i)) ? String.valueOf(c) : entity);
        }
        return out.toString();
    }

    private static boolean entityAt(String text, int ampersand) {
        boolean number = ampersand + 1 < text.length() && text.charAt(ampersand + 1) == '#';
        int from = number ? ampersand + 2 : ampersand + 1;
        int to = from;
        // No entity is longer than this; without a bound, a row of ampersands would be read over and over.
        int end = Math.min(text.length(), from + 40);
        while (to < end && (number ? Chars.isDigit(text.charAt(to)) : isAsciiLetter(text.charAt(to)))) {
            to++;
        }
        return to > from && to < text.length() && text.charAt(to) == ';';
    }

    private static boolean isAsciiLetter(char c) {
        return Chars.isWord(c) && !Chars.isDigit(c) && c != '_';
    }

    /** Takes out scripts, styles and comments with what is in them, and all other tags. */
    static String strip(String text) {
        return withoutTags(withoutBlocks(text));
    }

    private static String withoutBlocks(String text) {
        StringBuilder out = new StringBuilder(text.length());
        Set<Block> neverClosed = EnumSet.noneOf(Block.class);
        int keptFrom = 0;
        int i = text.indexOf('<');
        while (i >= 0) {
            int end = blockEnd(text, i, neverClosed);
            if (end >= 0) {
                out.append(text, keptFrom, i);
                keptFrom = end;
            }
            i = text.indexOf('<', Math.max(i + 1, end));
        }
        return out.append(text, keptFrom, text.length()).toString();
    }

    private static int blockEnd(String text, int open, Set<Block> neverClosed) {
        for (Block block : Block.values()) {
            if (!neverClosed.contains(block) && text.startsWith(block.opening, open)) {
                int close = text.indexOf(block.closing, open + block.opening.length());
                if (close < 0) {
                    neverClosed.add(block);
                    return -1;
                }
                return close + block.closing.length();
            }
        }
        return -1;
    }

    private static String withoutTags(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int keptFrom = 0;
        int open = text.indexOf('<');
        while (open >= 0) {
            int close = text.indexOf('>', open);
            if (close < 0) {
                break;
            }
            out.append(text, keptFrom, open);
            keptFrom = close + 1;
            open = text.indexOf('<', keptFrom);
        }
        return out.append(text, keptFrom, text.length()).toString();
    }

    private enum Block {
        SCRIPT("<script", "</script>"),
        COMMENT("<!--", "-->"),
        STYLE("<style", "</style>");

        private final String opening;
        private final String closing;

        Block(String opening, String closing) {
            this.opening = opening;
            this.closing = closing;
        }
    }
}
