package io.kikkake.engine.scenario;

import io.kikkake.engine.condition.Condition;

/** Events of a name for which a condition holds. */
public record EventPattern(String event, Condition where) {}
