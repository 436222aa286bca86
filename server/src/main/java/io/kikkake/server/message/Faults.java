package io.kikkake.server.message;

import io.kikkake.server.platform.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was found wrong so far, each with the place in the definition. */
final class Faults {

    private final List<Problem.Fault> found = new ArrayList<>();

    void add(String path, String message) {
        add(path, message, null);
    }

    void add(String path, String message, @Nullable String suggestion) {
        found.add(new Problem.Fault(path, message, suggestion));
    }

    /** @throws Problem if anything was found */
    void refuse() {
        if (!found.isEmpty()) {
            throw new Problem(
                    422, "Messages cannot be used", found.size() + " fault(s) in the messages; see errors.", found);
        }
    }

    /** A JSON pointer's token. */
    static String token(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
