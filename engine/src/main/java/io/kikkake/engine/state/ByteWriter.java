package io.kikkake.engine.state;

import io.kikkake.engine.value.Value;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes numbers as varints, signed ones zigzag, texts as their length and UTF-8. */
final class ByteWriter {

    static final int DEEPEST = 64;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);

    byte[] bytes() {
        return bytes.toByteArray();
    }

    void raw(int octet) {
        bytes.write(octet);
    }

    void unsigned(long number) {
        long rest = number;
        while ((rest & ~0x7FL) != 0) {
            bytes.write((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    void signed(long number) {
        unsigned(number << 1 ^ number >> 63);
    }

    /** The lowest octets of a number, the highest of them first: for hashes, which no varint makes shorter. */
    void fixed(long number, int octets) {
        for (int i = octets - 1; i >= 0; i--) {
            raw((int) (number >>> 8 * i) & 0xFF);
        }
    }

    void amount(BigDecimal amount) {
        signed(amount.scale());
        blob(amount.unscaledValue().toByteArray());
    }

    void bool(boolean bool) {
        raw(bool ? 1 : 0);
    }

    void text(String text) {
        blob(text.getBytes(StandardCharsets.UTF_8));
    }

    private void blob(byte[] blob) {
        unsigned(blob.length);
        bytes.writeBytes(blob);
    }

    void optionalText(@Nullable String text) {
        bool(text != null);
        if (text != null) {
            text(text);
        }
    }

    void instant(Instant instant) {
        signed(instant.getEpochSecond());
        unsigned(instant.getNano());
    }

    void optionalInstant(@Nullable Instant instant) {
        bool(instant != null);
        if (instant != null) {
            instant(instant);
        }
    }

    void value(Value value) {
        value(value, 1);
    }

    private void value(Value value, int depth) {
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("A value nests deeper than " + DEEPEST);
        }
        switch (value) {
            case Value.Null() -> raw(ByteReader.NULL);
            case Value.Bool(var bool) -> raw(bool ? ByteReader.TRUE : ByteReader.FALSE);
            case Value.Text(var text) -> {
                raw(ByteReader.TEXT);
                text(text);
            }
            case Value.Number(var number) -> {
                raw(ByteReader.NUMBER);
                signed(number.scale());
                blob(number.unscaledValue().toByteArray());
            }
            case Value.ListOf(var items) -> {
                raw(ByteReader.LIST);
                unsigned(items.size());
                items.forEach(item -> value(item, depth + 1));
            }
            case Value.ObjectOf(var fields) -> {
                raw(ByteReader.OBJECT);
                unsigned(fields.size());
                fields.forEach((name, field) -> {
                    text(name);
                    value(field, depth + 1);
                });
            }
        }
    }
}
