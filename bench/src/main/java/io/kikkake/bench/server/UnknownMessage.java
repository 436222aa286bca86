package io.kikkake.bench.server;

/** A message whose delivery was interrupted between the mail server's acceptance and our record of it. */
public record UnknownMessage(String id, String to) {}
