package io.kikkake.bench.smtp;

/** Finds {@code CR LF . CR LF} looking at every fifth byte (Horspool), since a mail is mostly something else. */
final class EndOfData {
    static final int LENGTH = 5;
    private static final byte[] PATTERN = {'\r', '\n', '.', '\r', '\n'};

    private EndOfData() {}

    /** The index after the first end of data within {@code [from, to)}, or -1. */
    static int find(byte[] bytes, int from, int to) {
        int last = from + LENGTH - 1;
        while (last < to) {
            int shift = switch (bytes[last]) {
                case '\n' -> endsAt(bytes, last) ? 0 : 3;
                case '.' -> 2;
                case '\r' -> 1;
                default -> LENGTH;
            };
            if (shift == 0) {
                return last + 1;
            }
            last += shift;
        }
        return -1;
    }

    private static boolean endsAt(byte[] bytes, int last) {
        for (int i = 0; i < LENGTH; i++) {
            if (bytes[last - i] != PATTERN[LENGTH - 1 - i]) {
                return false;
            }
        }
        return true;
    }
}
