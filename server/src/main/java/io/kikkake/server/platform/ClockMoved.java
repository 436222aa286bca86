package io.kikkake.server.platform;

/** The clock jumped or changed its pace: whoever waits for a time looks again. */
public record ClockMoved() {}
