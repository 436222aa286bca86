package io.kikkake.engine.state;

import java.util.Arrays;

/** Reads numbers as every format has them; what is none is an {@link IllegalArgumentException}, never more memory than bytes. */
abstract sealed class ByteReader permits EarlierReader, StateReader {

    /** How deep values may nest. */
    static final int DEEPEST = 64;

    private final byte[] bytes;
    private int at;

    ByteReader(byte[] bytes, int at) {
        this.bytes = bytes;
        this.at = at;
    }

    final void end() {
        if (at != bytes.length) {
            throw new IllegalArgumentException("Customer state has " + (bytes.length - at) + " bytes too many");
        }
    }

    final int raw() {
        if (at >= bytes.length) {
            throw new IllegalArgumentException("Customer state is cut off after " + at + " bytes");
        }
        return bytes[at++] & 0xFF;
    }

    final long unsigned() {
        long number = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int octet = raw();
            number |= (long) (octet & 0x7F) << shift;
            if (octet < 0x80) {
                return number;
            }
        }
        throw new IllegalArgumentException("Customer state has a number that does not end at byte " + at);
    }

    final long signed() {
        return zigzag(unsigned());
    }

    static long zigzag(long number) {
        return number >>> 1 ^ -(number & 1);
    }

    final int number() {
        return number(unsigned());
    }

    final int number(long number) {
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("Customer state has a number out of range before byte " + at);
        }
        return (int) number;
    }

    /** How many things follow: at most one a byte that is left. */
    final int count() {
        return count(unsigned());
    }

    final int count(long things) {
        int count = number(things);
        if (count > bytes.length - at) {
            throw new IllegalArgumentException(
                    "Customer state is cut off: " + count + " things are to follow byte " + at);
        }
        return count;
    }

    final boolean bool() {
        return raw() != 0;
    }

    /** What {@link ByteWriter#fixed} wrote. */
    final long fixed(int octets) {
        long number = 0;
        for (int i = 0; i < octets; i++) {
            number = number << 8 | raw();
        }
        return number;
    }

    /** That many bytes are there: {@link #count} said so. */
    final byte[] blob(int length) {
        return Arrays.copyOfRange(bytes, skip(length), at);
    }

    /** Goes past bytes that are there, and says where they begin. */
    final int skip(int length) {
        int from = at;
        at += length;
        return from;
    }

    final byte[] bytes() {
        return bytes;
    }

    final IllegalArgumentException outOfRange(String what) {
        return new IllegalArgumentException("Customer state has a " + what + " out of range before byte " + at);
    }
}
