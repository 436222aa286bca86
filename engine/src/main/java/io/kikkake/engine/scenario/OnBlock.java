package io.kikkake.engine.scenario;

import io.kikkake.engine.time.Span;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a run where a message may not go.
 *
 * @param atMost how long to wait for a way, where it is DEFER; else null
 */
public record OnBlock(Kind kind, @Nullable Span atMost) {

    public enum Kind {
        /** Goes on without the message. */
        SKIP,
        /** Waits until it may go. */
        DEFER,
        /** Ends the run. */
        END
    }

    public static final OnBlock SKIP = new OnBlock(Kind.SKIP, null);
    public static final OnBlock END = new OnBlock(Kind.END, null);

    public static OnBlock defer(Span atMost) {
        return new OnBlock(Kind.DEFER, atMost);
    }
}
