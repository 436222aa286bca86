package io.kikkake.liquid;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The text of one template, and where its lines begin. */
final class Source {
    private final @Nullable String partial;
    private final String text;
    private final int[] lineStarts;

    Source(@Nullable String partial, String text) {
        this.partial = partial;
        this.text = text;
        this.lineStarts = lineStarts(text);
    }

    private static int[] lineStarts(String text) {
        int lines = 1;
        for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
            lines++;
        }
        int[] starts = new int[lines];
        int line = 1;
        for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
            starts[line++] = i + 1;
        }
        return starts;
    }

    String text() {
        return text;
    }

    Position at(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        int line = found >= 0 ? found : -found - 2;
        return new Position(partial, line + 1, offset - lineStarts[line] + 1);
    }

    LiquidSyntaxError error(int offset, String problem) {
        return new LiquidSyntaxError(problem, at(offset));
    }
}
