package io.kikkake.server.scenario;

/** What is published changed; {@link Scenarios#current()} says the new already. */
public record ScenariosChanged() {}
