package io.kikkake.server.delivery;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A mail while it is written: its parts go one after the other into a single buffer, from which it is signed and sent without being
 * copied. In front there is room for what can only be said once the rest is known, the signatures. For one thread at a time.
 */
final class Draft {

    /** Two signatures take about 1,300 bytes. */
    private static final int ROOM_IN_FRONT = 2_048;

    private byte[] bytes;
    private int from;
    private int to;

    /** @param expected about how many bytes it will have */
    Draft(int expected) {
        bytes = new byte[ROOM_IN_FRONT + expected];
        from = ROOM_IN_FRONT;
        to = from;
    }

    static Draft of(byte[] mail) {
        return new Draft(mail.length + 8).append(mail, mail.length);
    }

    Draft append(byte[] more, int length) {
        reserve(length);
        System.arraycopy(more, 0, bytes, to, length);
        to += length;
        return this;
    }

    /** Each char is a byte. */
    Draft ascii(String text) {
        return append(text.getBytes(ISO_8859_1), text.length());
    }

    Draft utf8(CharSequence text) {
        byte[] encoded = text.toString().getBytes(UTF_8);
        return append(encoded, encoded.length);
    }

    /** @param text each char is a byte */
    void prepend(String text) {
        byte[] front = text.getBytes(ISO_8859_1);
        if (front.length > from) {
            var larger = new byte[front.length + bytes.length];
            System.arraycopy(bytes, from, larger, from + front.length, to - from);
            bytes = larger;
            from += front.length;
            to += front.length;
        }
        from -= front.length;
        System.arraycopy(front, 0, bytes, from, front.length);
    }

    /** The buffer itself, with room for so many more bytes from {@link #end} on; {@link #endAt} tells how many were written. */
    byte[] reserve(int more) {
        if (bytes.length - to < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 3 / 2, to + more));
        }
        return bytes;
    }

    int end() {
        return to;
    }

    void endAt(int end) {
        to = end;
    }

    int size() {
        return to - from;
    }

    /** What is written so far, to be looked at: not a copy. */
    ByteBuffer written() {
        return ByteBuffer.wrap(bytes, from, to - from).slice();
    }

    byte[] copy() {
        return Arrays.copyOfRange(bytes, from, to);
    }

    /** @param after leaves with it in one piece, and does not become a part of it */
    void writeTo(OutputStream out, byte[] after) throws IOException {
        reserve(after.length);
        System.arraycopy(after, 0, bytes, to, after.length);
        out.write(bytes, from, to - from + after.length);
    }
}
