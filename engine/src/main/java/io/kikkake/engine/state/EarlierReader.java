package io.kikkake.engine.state;

import io.kikkake.engine.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** Reads texts, times and values as formats 1 and 2 have them: texts and names of fields in full, times as seconds and nanoseconds. */
final class EarlierReader extends ByteReader {

    static final int NULL = 0;
    static final int FALSE = 1;
    static final int TRUE = 2;
    static final int NUMBER = 3;
    static final int TEXT = 4;
    static final int LIST = 5;
    static final int OBJECT = 6;

    /** @param bytes after the first, which is the format */
    EarlierReader(byte[] bytes) {
        super(bytes, 1);
    }

    String text() {
        return new String(blob(), StandardCharsets.UTF_8);
    }

    private byte[] blob() {
        return blob(count());
    }

    @Nullable
    String optionalText() {
        return bool() ? text() : null;
    }

    Instant instant() {
        long seconds = signed();
        int nanos = number();
        if (seconds < Instant.MIN.getEpochSecond() || seconds > Instant.MAX.getEpochSecond() || nanos > 999_999_999) {
            throw outOfRange("time");
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
        throw new IllegalArgumentException("Customer state has a value where an object belongs");
    }

    private Value value(int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("Customer state nests deeper than " + DEEPEST);
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

    BigDecimal amount() {
        return ((Value.Number) decimal()).number();
    }

    private Value decimal() {
        long scale = signed();
        byte[] digits = blob();
        if (scale != (int) scale || digits.length == 0) {
            throw outOfRange("number");
        }
        return new Value.Number(new BigDecimal(new BigInteger(digits), (int) scale));
    }
}
