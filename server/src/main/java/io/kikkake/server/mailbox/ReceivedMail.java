package io.kikkake.server.mailbox;

import java.time.Instant;

/** A mail as it came in over SMTP. */
record ReceivedMail(String from, String to, Instant at, byte[] source) {}
