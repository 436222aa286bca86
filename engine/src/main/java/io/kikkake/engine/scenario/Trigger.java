package io.kikkake.engine.scenario;

/** What starts a run. */
public sealed interface Trigger {

    record OnEvent(EventPattern pattern) implements Trigger {}
}
