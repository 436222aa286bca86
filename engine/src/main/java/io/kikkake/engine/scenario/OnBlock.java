package io.kikkake.engine.scenario;

import io.kikkake.engine.time.Span;
import org.jspecify.annotations.Nullable;

/**
 * What a send step does when the guard does not let its message go.
 *
 * @param atMost how long the message may be put off in all, with {@link Kind#DEFER}; null for a day, and through quiet hours
 *     however long they last
 */
public record OnBlock(Kind kind, @Nullable Span atMost) {

    public static final OnBlock DEFAULT = new OnBlock(Kind.DEFER, null);

    public enum Kind {
        /** The message does not go, and the run goes on. */
        SKIP,
        /** The message waits until it may go; where that is never or too late, it is skipped. */
        DEFER,
        /** The run ends. */
        END
    }
}
