package io.kikkake.engine;

import io.kikkake.engine.state.CustomerState;
import java.util.List;

/** What came of one input: the customer's new state (the same object if nothing changed) and what is to be done. */
public record Decision(CustomerState state, List<Effect> effects) {}
