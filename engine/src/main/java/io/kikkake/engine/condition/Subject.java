package io.kikkake.engine.condition;

import java.util.Locale;

/** What a test looks at: a dotted path into one of the three things a condition can see. */
public record Subject(Source source, String path) {

    public enum Source {
        /** The customer, after the input that asks was applied. */
        ATTRIBUTE,
        /** The event being decided; there is none when time alone moves a run. */
        PROPERTY,
        /** The event that entered (or refreshed) the run. */
        ENTRY;

        public String keyword() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
