package io.kikkake.engine.condition;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a test looks at: a dotted path into one of the things a condition can see.
 *
 * @param of where the id of the product is; null for anything but the catalog
 */
public record Subject(Source source, String path, @Nullable Subject of) {

    public enum Source {
        /** The customer, after the input that asks was applied. */
        ATTRIBUTE,
        /** The event being decided; there is none when time alone moves a run. */
        PROPERTY,
        /** The event that entered (or refreshed) the run. */
        ENTRY,
        /** What a step of the run brought: the step's id, then the path into it. */
        STEP,
        /** A product, as it is at the moment of the decision. */
        CATALOG;

        public String keyword() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Subject(Source source, String path) {
        this(source, path, null);
    }
}
