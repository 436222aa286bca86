package io.kikkake.server.delivery;

/**
 * A message as it goes over the wire: one sender, one recipient.
 *
 * @param mime lines that end with CRLF, the last one too, none beginning with a dot: SMTP needs nothing more done to it
 */
record Letter(String from, String to, byte[] mime) {}
