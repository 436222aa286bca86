package io.kikkake.server.message;

/** Addresses made for one message. */
public record Links(String unsubscribe) {}
