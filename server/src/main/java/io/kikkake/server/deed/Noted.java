package io.kikkake.server.deed;

import io.kikkake.engine.Effect;
import io.kikkake.engine.value.Value;
import java.time.Instant;

/**
 * Something a decision wants done.
 *
 * @param attributes of the customer after the decision
 */
public record Noted(long customer, Value.ObjectOf attributes, Effect.Deed deed, Instant at) {}
