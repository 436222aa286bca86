package io.kikkake.engine.state;

import io.kikkake.engine.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ByteWriter} wrote; anything else is an {@link IllegalArgumentException}, never more memory than bytes. */
final class ByteReader {

    static final int NULL = 0;
    static final int FALSE = 1;
    static final int TRUE = 2;
    static final int NUMBER = 3;
    static final int TEXT = 4;
    static final int LIST = 5;
    static final int OBJECT = 6;

    private final byte[] bytes;
    private int at;

    ByteReader(byte[] bytes) {
        this.bytes = bytes;
    }

    void end() {
        if (at != bytes.length) {
            throw new IllegalArgumentException("Customer state has " + (bytes.length - at) + " bytes too many");
        }
    }

    int raw() {
        if (at >= bytes.length) {
            throw new IllegalArgumentException("Customer state is cut off after " + at + " bytes");
        }
        return bytes[at++] & 0xFF;
    }

    long unsigned() {
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

    long signed() {
        long number = unsigned();
        return number >>> 1 ^ -(number & 1);
    }

    int number() {
        long number = unsigned();
        if (number < 0 || number > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("Customer state has a number out of range before byte " + at);
        }
        return (int) number;
    }

    /** How many things follow: at most one a byte that is left. */
    int count() {
        int count = number();
        if (count > bytes.length - at) {
            throw new IllegalArgumentException(
                    "Customer state is cut off: " + count + " things are to follow byte " + at);
        }
        return count;
    }

    boolean bool() {
        return raw() != 0;
    }

    String text() {
        return new String(blob(), StandardCharsets.UTF_8);
    }

    private byte[] blob() {
        int length = count();
        byte[] blob = Arrays.copyOfRange(bytes, at, at + length);
        at += length;
        return blob;
    }

    @Nullable
    String optionalText() {
        return bool() ? text() : null;
    }

    Instant instant() {
        long seconds = signed();
        int nanos = number();
        if (seconds < Instant.MIN.getEpochSecond() || seconds > Instant.MAX.getEpochSecond() || nanos > 999_999_999) {
            throw new IllegalArgumentException("Customer state has a time out of range before byte " + at);
        }
        return Instant.ofEpochSecond(seconds, nanos);
    }

    @Nullable
    Instant optionalInstant() {
        return bool() ? instant() : null;
    }

    Value.ObjectOf object() {
        if (value(1) instanceof Value.ObjectOf object) {
            return object;
        }
        throw new IllegalArgumentException("Customer state has no object before byte " + at);
    }

    private Value value(int depth) {
        if (depth > ByteWriter.DEEPEST) {
            throw new IllegalArgumentException("Customer state nests deeper than " + ByteWriter.DEEPEST);
        }
        int kind = raw();
        return switch (kind) {
            case NULL -> Value.Null.NULL;
            case FALSE -> Value.of(false);
            case TRUE -> Value.of(true);
            case NUMBER -> decimal();
            case TEXT -> Value.of(text());
            case LIST -> {
                int size = count();
                var items = new ArrayList<Value>(size);
                for (int i = 0; i < size; i++) {
                    items.add(value(depth + 1));
                }
                yield new Value.ListOf(items);
            }
            case OBJECT -> {
                int size = count();
                var fields = new LinkedHashMap<String, Value>();
                for (int i = 0; i < size; i++) {
                    fields.put(text(), value(depth + 1));
                }
                yield new Value.ObjectOf(fields);
            }
            default -> throw new IllegalArgumentException("Customer state has a value of kind " + kind);
        };
    }

    /** What {@link ByteWriter#fixed} wrote. */
    long fixed(int octets) {
        long number = 0;
        for (int i = 0; i < octets; i++) {
            number = number << 8 | raw();
        }
        return number;
    }

    BigDecimal amount() {
        return ((Value.Number) decimal()).number();
    }

    private Value decimal() {
        long scale = signed();
        byte[] digits = blob();
        if (scale != (int) scale || digits.length == 0) {
            throw new IllegalArgumentException("Customer state has a number out of range before byte " + at);
        }
        return new Value.Number(new BigDecimal(new BigInteger(digits), (int) scale));
    }
}
