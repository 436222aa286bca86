package io.kikkake.server.delivery;

/** A message as it goes over the wire: one sender, one recipient. */
record Letter(String from, String to, byte[] mime) {}
