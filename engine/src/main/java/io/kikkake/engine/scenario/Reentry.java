package io.kikkake.engine.scenario;

import io.kikkake.engine.time.Span;

/** What a second entry for the same key does. */
public record Reentry(WhileActive active, AfterExit afterExit) {

    public static final Reentry DEFAULT = new Reentry(WhileActive.IGNORE, new AfterExit.Always());

    /** While a run for the key is under way. */
    public enum WhileActive {
        /** The run goes on as it was. */
        IGNORE,
        /** The run is given up for a new one. */
        RESTART,
        /** The run stays where it is and takes on the new event's properties. */
        REFRESH
    }

    /** Once the last run for the key has ended. */
    public sealed interface AfterExit {
        record Always() implements AfterExit {}

        record Never() implements AfterExit {}

        record After(Span span) implements AfterExit {}
    }
}
