package io.kikkake.server.report;

import io.kikkake.server.platform.Problem;
import io.kikkake.server.platform.Problem.Fault;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many entries a page of a list has, and where it begins. */
final class Pages {

    static final String STANDARD = "50";
    private static final int LARGEST = 200;

    private Pages() {}

    static int limit(int asked) {
        return Math.clamp(asked, 1, LARGEST);
    }

    static @Nullable Long number(@Nullable String before) {
        if (before == null || before.isBlank()) {
            return null;
        }
        try {
            return Long.valueOf(before);
        } catch (NumberFormatException e) {
            throw malformed();
        }
    }

    static Problem malformed() {
        String message = "This is not the next of a page before.";
        return new Problem(400, "Page not found", message, List.of(new Fault("/before", message, null)));
    }
}
