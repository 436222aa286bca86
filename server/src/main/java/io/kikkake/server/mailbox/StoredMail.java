package io.kikkake.server.mailbox;

import java.time.Instant;

/** A mail as the list shows it. */
record StoredMail(String id, String from, String to, String subject, Instant at, String snippet, long size) {}
