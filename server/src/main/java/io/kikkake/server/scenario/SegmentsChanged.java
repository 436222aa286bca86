package io.kikkake.server.scenario;

/** A segment was saved or deleted. */
public record SegmentsChanged() {}
