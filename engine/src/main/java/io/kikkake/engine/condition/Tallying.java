package io.kikkake.engine.condition;

import io.kikkake.engine.state.Tally;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a condition wants kept of past events. Conditions that want the same kept have the same {@link #id}, and share the
 * {@link Tally}; no tally means that no such event ever happened.
 */
public sealed interface Tallying permits Counting, Following {

    /** A hash of what is kept. */
    long id();

    /** Names of the events it is about. */
    Set<String> events();

    /**
     * What is kept once an event happened.
     *
     * @param known null if it is the first
     * @param facts what can be seen of the customer and the event
     * @param at when it happened, not after now
     * @return {@code known} itself if the event does not count
     */
    @Nullable
    Tally hear(@Nullable Tally known, String event, Facts facts, Instant at);

    /** What is kept of two customers who turn out to be one. */
    Tally merge(Tally one, Tally another, Facts facts);
}
