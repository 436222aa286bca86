package io.kikkake.engine.state;

import static io.kikkake.engine.state.ByteWriter.KIND_BITS;

import io.kikkake.engine.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ByteWriter} wrote. */
final class StateReader extends ByteReader {

    private static final int KIND = (1 << KIND_BITS) - 1;
    private static final int PRECISION = (1 << ByteWriter.TIME_BITS) - 1;
    private static final int NANOS_OF_MILLI = 1_000_000;

    private final KnownTexts known = new KnownTexts();
    private long second = ByteWriter.EPOCH_SECOND;
    private int nano;

    /** @param bytes after the first, which is the format */
    StateReader(byte[] bytes) {
        super(bytes, 1);
    }

    String text() {
        String text = optionalText();
        if (text == null) {
            throw new IllegalArgumentException("Customer state has nothing where a text belongs");
        }
        return text;
    }

    @Nullable
    String optionalText() {
        long head = unsigned();
        if (head == (ByteWriter.NULL << KIND_BITS | ByteWriter.CONSTANT)) {
            return null;
        }
        return text((int) head & KIND, head >>> KIND_BITS);
    }

    private String text(int kind, long rest) {
        return switch (kind) {
            case ByteWriter.KNOWN_TEXT -> known(rest);
            case ByteWriter.PLAIN_TEXT -> remembered(new String(blob(count(rest)), StandardCharsets.UTF_8));
            case ByteWriter.PACKED_TEXT -> {
                int length = count(rest);
                yield remembered(Fragments.decode(bytes(), skip(length), length));
            }
            default ->
                throw new IllegalArgumentException(
                        "Customer state has a value of kind " + kind + " where a text belongs");
        };
    }

    private String remembered(String text) {
        known.add(text);
        return text;
    }

    private String known(long place) {
        if (place < 0 || place >= known.size()) {
            throw new IllegalArgumentException(
                    "Customer state has text " + place + " of " + known.size() + " it had so far");
        }
        return known.at((int) place);
    }

    /** @see ByteWriter#second() */
    long second() {
        return second;
    }

    Instant instant() {
        long head = unsigned();
        long distance = zigzag(head >>> ByteWriter.TIME_BITS);
        switch ((int) head & PRECISION) {
            case ByteWriter.WHOLE_SECONDS -> {
                second += distance;
                nano = 0;
            }
            case ByteWriter.SAME_FRACTION -> second += distance;
            case ByteWriter.MILLISECONDS -> {
                long millis = distance + nano / NANOS_OF_MILLI;
                second += Math.floorDiv(millis, 1000);
                nano = Math.floorMod(millis, 1000) * NANOS_OF_MILLI;
            }
            default -> {
                second += distance;
                nano = number();
            }
        }
        if (second < Instant.MIN.getEpochSecond() || second > Instant.MAX.getEpochSecond() || nano > 999_999_999) {
            throw outOfRange("time");
        }
        return Instant.ofEpochSecond(second, nano);
    }

    BigDecimal amount() {
        long head = unsigned();
        return amount((int) head & KIND, head >>> KIND_BITS);
    }

    /** @param rest of the number an amount begins with, without its kind */
    BigDecimal amount(int kind, long rest) {
        long scale = zigzag(rest);
        if (scale != (int) scale) {
            throw outOfRange("number");
        }
        try {
            // Amounts are written without zeros at their end: where there are some, the scale may have no room for
            // them.
            return amount(kind, (int) scale).stripTrailingZeros();
        } catch (ArithmeticException tooLarge) {
            throw outOfRange("number");
        }
    }

    private BigDecimal amount(int kind, int scale) {
        return switch (kind) {
            case ByteWriter.DECIMAL -> BigDecimal.valueOf(signed(), scale);
            case ByteWriter.LONG_DECIMAL -> new BigDecimal(digits(), scale);
            default ->
                throw new IllegalArgumentException(
                        "Customer state has a value of kind " + kind + " where a number belongs");
        };
    }

    private BigInteger digits() {
        byte[] digits = blob(count());
        if (digits.length == 0) {
            throw outOfRange("number");
        }
        return new BigInteger(digits);
    }

    Value.ObjectOf object() {
        if (value(1) instanceof Value.ObjectOf object) {
            return object;
        }
        throw new IllegalArgumentException("Customer state has a value where an object belongs");
    }

    private Value value(int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("Customer state nests deeper than " + DEEPEST);
        }
        long head = unsigned();
        int kind = (int) head & KIND;
        long rest = head >>> KIND_BITS;
        return switch (kind) {
            case ByteWriter.CONSTANT -> constant(rest);
            case ByteWriter.DECIMAL, ByteWriter.LONG_DECIMAL -> new Value.Number(amount(kind, rest));
            case ByteWriter.LIST -> new Value.ListOf(items(count(rest), depth));
            case ByteWriter.OBJECT -> fields(count(rest), depth);
            default -> Value.of(text(kind, rest));
        };
    }

    private static Value constant(long which) {
        if (which < 0 || which > ByteWriter.TRUE) {
            throw new IllegalArgumentException("Customer state has the unknown constant " + which);
        }
        return which == ByteWriter.NULL ? Value.Null.NULL : Value.of(which == ByteWriter.TRUE);
    }

    private List<Value> items(int size, int depth) {
        var items = new ArrayList<Value>(size);
        for (int i = 0; i < size; i++) {
            items.add(value(depth + 1));
        }
        return items;
    }

    private Value fields(int size, int depth) {
        if (size == 0) {
            return Value.ObjectOf.EMPTY;
        }
        var fields = new LinkedHashMap<String, Value>();
        for (int i = 0; i < size; i++) {
            fields.put(text(), value(depth + 1));
        }
        return new Value.ObjectOf(fields);
    }
}
