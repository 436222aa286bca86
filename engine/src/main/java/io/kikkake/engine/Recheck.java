package io.kikkake.engine;

import io.kikkake.engine.condition.Condition;
import io.kikkake.engine.condition.Facts;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When a watched condition has to be asked again although nothing happened to the customer. */
final class Recheck {

    private Recheck() {}

    /**
     * The earliest moment after now at which the truth may change by time alone.
     *
     * @return null where it cannot
     */
    static @Nullable Instant next(Condition condition, Facts facts, Instant now) {
        return condition.nextChange(facts, now);
    }
}
