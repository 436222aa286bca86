package io.kikkake.bench.server;

/**
 * A message whose delivery was interrupted between the mail server's acceptance and our record of it.
 *
 * @param why as the server says it
 */
public record UnknownMessage(String id, String to, String why) {}
