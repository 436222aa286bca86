package io.kikkake.bench.smtp;

/**
 * A mail as the sink took it.
 *
 * @param recipient the address of RCPT TO
 * @param messageId the Message-ID header without angle brackets, empty where there was none
 * @param nanos {@link System#nanoTime} at the end of DATA
 * @param bytes length of the content
 */
public record Mail(String recipient, String messageId, long nanos, int bytes) {}
