package io.kikkake.server.channel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a channel took a message. */
public sealed interface Answer {

    /** @param reference by which the other side knows it, if it said so */
    record Accepted(@Nullable String reference) implements Answer {}

    /**
     * It was certainly not taken, and may be another time.
     *
     * @param after how long to wait; null: the usual growing intervals
     */
    record NotNow(String why, @Nullable Duration after) implements Answer {}

    /** It was not taken and never will be. */
    record Never(String why) implements Answer {}

    /** This channel does not reach the customer, or has nothing left to send with: the next of the step's channels may. */
    record Elsewhere(String why) implements Answer {}

    /** It may have been taken. */
    record Silence(String why) implements Answer {}

    /** Nothing was attempted, for the other side cannot be reached: the message stands in the queue as before. */
    record Down(String why) implements Answer {}

    /**
     * Nothing was attempted, for it is not this message's turn.
     *
     * @param after how long until it is
     */
    record Wait(Duration after) implements Answer {}
}
