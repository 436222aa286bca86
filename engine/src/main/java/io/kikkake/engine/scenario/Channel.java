package io.kikkake.engine.scenario;

import java.util.Locale;

/** A way to the customer. */
public enum Channel {
    LINE,
    EMAIL;

    /** {@code email}. */
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }
}
