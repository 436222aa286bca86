package io.kikkake.engine.scenario;

import io.kikkake.engine.condition.Condition;

/** The customers for whom a condition holds, by a name that scenarios and people use. */
public record Segment(String id, Names name, Condition condition) {}
