package io.kikkake.server.message;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides Liquid from a tool that reads markup: every {@code {{ … }}} and {@code {% … %}} becomes a word no markup minds, and is
 * put back afterwards, as often as the tool repeated it. So {@code {% if a < b %}} survives an HTML parser.
 */
final class LiquidMask {

    private static final Pattern LIQUID = Pattern.compile(
            "\\{%-?\\s*(raw|comment)\\b.*?\\{%-?\\s*end\\1\\s*-?%}|\\{\\{.*?}}|\\{%.*?%}", Pattern.DOTALL);

    /** Letters only: a tool that reads a number out of an attribute must not find one in here. */
    private static final Pattern WORD = Pattern.compile("qLiq([a-j]+)([ot])q");

    private final List<String> hidden = new ArrayList<>();
    private final List<Integer> lines = new ArrayList<>();
    private final String masked;

    LiquidMask(String source) {
        var masked = new StringBuilder();
        Matcher liquid = LIQUID.matcher(source);
        int line = 1;
        int seen = 0;
        while (liquid.find()) {
            line += newlines(source, seen, liquid.start());
            seen = liquid.start();
            liquid.appendReplacement(masked, word(hidden.size(), liquid.group().startsWith("{{")));
            // Lines stay where they are, so that what the tool says of a line is true of the source.
            masked.append("\n".repeat(newlines(liquid.group(), 0, liquid.group().length())));
            hidden.add(liquid.group());
            lines.add(line);
        }
        this.masked = liquid.appendTail(masked).toString();
    }

    String masked() {
        return masked;
    }

    /** Text with the Liquid back in it. */
    String restore(String text) {
        return WORD.matcher(text).replaceAll(word -> Matcher.quoteReplacement(hidden.get(number(word.group(1)))));
    }

    /** Liquid that the tool dropped, as the line it stood on and its text. */
    List<Lost> lost(String result) {
        var found = new boolean[hidden.size()];
        WORD.matcher(result).results().forEach(word -> found[number(word.group(1))] = true);
        var lost = new ArrayList<Lost>();
        for (int i = 0; i < found.length; i++) {
            if (!found[i] && !hidden.get(i).matches("(?s)\\{%-?\\s*(comment|#).*")) {
                lost.add(new Lost(lines.get(i), hidden.get(i)));
            }
        }
        return lost;
    }

    record Lost(int line, String liquid) {}

    /** Whether a text consists of nothing but tags, which print nothing. */
    static boolean isTags(String text) {
        Matcher word = WORD.matcher(text);
        int end = 0;
        while (word.find()) {
            if (!text.substring(end, word.start()).isBlank() || word.group(2).equals("o")) {
                return false;
            }
            end = word.end();
        }
        return end > 0 && text.substring(end).isBlank();
    }

    private static String word(int number, boolean output) {
        var digits = new StringBuilder();
        for (char digit : Integer.toString(number).toCharArray()) {
            digits.append((char) ('a' + digit - '0'));
        }
        return "qLiq" + digits + (output ? "oq" : "tq");
    }

    private static int number(String digits) {
        int number = 0;
        for (char digit : digits.toCharArray()) {
            number = number * 10 + digit - 'a';
        }
        return number;
    }

    private static int newlines(String text, int from, int to) {
        return (int) text.substring(from, to).chars().filter(c -> c == '\n').count();
    }
}
