package io.kikkake.server.delivery;

/**
 * A message as it goes over the wire: one sender, one recipient.
 *
 * @param from envelope sender, to which what cannot be delivered comes back
 * @param written lines that end with CRLF, the last one too, none beginning with a dot: SMTP needs nothing more done to it
 * @param utf8 whether an address in envelope or header is not ASCII: only a server that offers SMTPUTF8 (RFC 6531) can take it,
 *     and must be told
 */
record Letter(String from, String to, Draft written, boolean utf8) {

    Letter(String from, String to, byte[] mime) {
        this(from, to, Draft.of(mime), !isAscii(from) || !isAscii(to));
    }

    private static boolean isAscii(String address) {
        return address.chars().allMatch(c -> c < 0x80);
    }

    int size() {
        return written.size();
    }

    /** A copy. */
    byte[] mime() {
        return written.copy();
    }
}
