package io.kikkake.engine.state;

import io.kikkake.engine.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a state is made of in few bytes: numbers as varints, signed ones zigzag; a text that comes again as its number;
 * a time as what lies between it and the one written before; the kind of a thing together with its size.
 */
final class ByteWriter {

    /** Kinds of a value, in the lowest bits of the number it begins with. */
    static final int KIND_BITS = 3;

    static final int CONSTANT = 0;
    static final int KNOWN_TEXT = 1;
    static final int PLAIN_TEXT = 2;
    static final int PACKED_TEXT = 3;
    static final int DECIMAL = 4;
    static final int LONG_DECIMAL = 5;
    static final int LIST = 6;
    static final int OBJECT = 7;

    static final int NULL = 0;
    static final int FALSE = 1;
    static final int TRUE = 2;

    /** How a time is told, in the lowest bits of its number. */
    static final int TIME_BITS = 2;

    static final int WHOLE_SECONDS = 0;
    static final int SAME_FRACTION = 1;
    static final int MILLISECONDS = 2;
    static final int NANOSECONDS = 3;

    /** What the first time is told from: 2026, for the shortest numbers. */
    static final long EPOCH_SECOND = 1_767_225_600L;

    /** Times farther apart are not told in milliseconds: 34,000 years. */
    private static final long FAR = 1L << 40;

    private static final int NANOS_OF_MILLI = 1_000_000;

    private final KnownTexts known = new KnownTexts();
    private byte[] bytes = new byte[512];
    private int length;
    private byte[] packed = new byte[64];
    private long second = EPOCH_SECOND;
    private int nano;

    byte[] bytes() {
        return Arrays.copyOf(bytes, length);
    }

    void raw(int octet) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
        bytes[length++] = (byte) octet;
    }

    void unsigned(long number) {
        long rest = number;
        while ((rest & ~0x7FL) != 0) {
            raw((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        raw((int) rest);
    }

    void signed(long number) {
        unsigned(zigzag(number));
    }

    private static long zigzag(long number) {
        return number << 1 ^ number >> 63;
    }

    /** The lowest octets of a number, the highest of them first: for hashes, which no varint makes shorter. */
    void fixed(long number, int octets) {
        for (int i = octets - 1; i >= 0; i--) {
            raw((int) (number >>> 8 * i));
        }
    }

    private void blob(byte[] blob, int size) {
        if (bytes.length - length < size) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + size));
        }
        System.arraycopy(blob, 0, bytes, length, size);
        length += size;
    }

    /** A number with its kind in the lowest bits. */
    void kind(int kind, long number) {
        unsigned(number << KIND_BITS | kind);
    }

    /** A text is a value, and null the constant. */
    void text(@Nullable String text) {
        if (text == null) {
            kind(CONSTANT, NULL);
            return;
        }
        int place = known.placeOrAdd(text);
        if (place >= 0) {
            kind(KNOWN_TEXT, place);
            return;
        }
        if (packed.length < text.length()) {
            packed = new byte[text.length()];
        }
        int size = Fragments.encode(text, packed);
        if (size >= 0) {
            kind(PACKED_TEXT, size);
            blob(packed, size);
        } else {
            byte[] plain = text.getBytes(StandardCharsets.UTF_8);
            kind(PLAIN_TEXT, plain.length);
            blob(plain, plain.length);
        }
    }

    void amount(BigDecimal amount) {
        long scale = zigzag(amount.scale());
        BigInteger digits = amount.unscaledValue();
        if (digits.bitLength() < Long.SIZE) {
            kind(DECIMAL, scale);
            signed(digits.longValue());
        } else {
            kind(LONG_DECIMAL, scale);
            byte[] blob = digits.toByteArray();
            unsigned(blob.length);
            blob(blob, blob.length);
        }
    }

    /** The second of the time written last: what lies near it is short. */
    long second() {
        return second;
    }

    void instant(Instant instant) {
        long seconds = instant.getEpochSecond() - second;
        int nanos = instant.getNano();
        if (nanos == 0) {
            time(WHOLE_SECONDS, seconds);
        } else if (nanos == nano) {
            time(SAME_FRACTION, seconds);
        } else if (nanos % NANOS_OF_MILLI == 0 && Math.abs(seconds) < FAR) {
            time(MILLISECONDS, seconds * 1000 + nanos / NANOS_OF_MILLI - nano / NANOS_OF_MILLI);
        } else {
            time(NANOSECONDS, seconds);
            unsigned(nanos);
        }
        second += seconds;
        nano = nanos;
    }

    private void time(int precision, long distance) {
        unsigned(zigzag(distance) << TIME_BITS | precision);
    }

    /** @throws IllegalArgumentException if it nests deeper than 64 levels */
    void value(Value value) {
        value(value, 1);
    }

    private void value(Value value, int depth) {
        if (depth > ByteReader.DEEPEST) {
            throw new IllegalArgumentException("A value nests deeper than " + ByteReader.DEEPEST);
        }
        switch (value) {
            case Value.Null() -> kind(CONSTANT, NULL);
            case Value.Bool(var bool) -> kind(CONSTANT, bool ? TRUE : FALSE);
            case Value.Text(var text) -> text(text);
            case Value.Number(var number) -> amount(number);
            case Value.ListOf(var items) -> items(items, depth);
            case Value.ObjectOf(var fields) -> fields(fields, depth);
        }
    }

    private void items(List<Value> items, int depth) {
        kind(LIST, items.size());
        items.forEach(item -> value(item, depth + 1));
    }

    private void fields(Map<String, Value> fields, int depth) {
        kind(OBJECT, fields.size());
        fields.forEach((name, field) -> {
            text(name);
            value(field, depth + 1);
        });
    }
}
