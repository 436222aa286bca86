package io.kikkake.engine;

import io.kikkake.engine.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps what a customer's state holds of foreign data within bounds: 32 levels, 5,000 values, 64 Ki characters of text.
 * What is deeper or comes after is left out; ordinary values come back as the same object.
 */
final class Bounds {

    private static final int DEEPEST = 32;
    private static final int MOST_VALUES = 5_000;
    private static final int MOST_CHARACTERS = 1 << 16;

    private int values;
    private int characters;

    private Bounds() {}

    static Value.ObjectOf within(Value.ObjectOf object) {
        return new Bounds().fits(object, 1) ? object : (Value.ObjectOf) new Bounds().cut(object, 1);
    }

    private boolean fits(Value value, int depth) {
        if (!spend(value) || depth > DEEPEST) {
            return false;
        }
        return switch (value) {
            case Value.ListOf(var items) -> fits(items, depth + 1);
            case Value.ObjectOf(var fields) -> fits(fields, depth + 1);
            default -> true;
        };
    }

    private boolean fits(List<Value> items, int depth) {
        for (Value item : items) {
            if (!fits(item, depth)) {
                return false;
            }
        }
        return true;
    }

    private boolean fits(Map<String, Value> fields, int depth) {
        for (var field : fields.entrySet()) {
            if (!spend(field.getKey()) || !fits(field.getValue(), depth)) {
                return false;
            }
        }
        return true;
    }

    private Value cut(Value value, int depth) {
        return switch (value) {
            case Value.ListOf(var items) -> {
                var kept = new ArrayList<Value>();
                for (Value item : items) {
                    if (depth < DEEPEST && spend(item)) {
                        kept.add(cut(item, depth + 1));
                    }
                }
                yield new Value.ListOf(kept);
            }
            case Value.ObjectOf(var fields) -> {
                var kept = new LinkedHashMap<String, Value>();
                for (var field : fields.entrySet()) {
                    if (depth < DEEPEST && spend(field.getKey()) && spend(field.getValue())) {
                        kept.put(field.getKey(), cut(field.getValue(), depth + 1));
                    }
                }
                yield new Value.ObjectOf(kept);
            }
            default -> value;
        };
    }

    private boolean spend(String name) {
        characters += name.length();
        return characters <= MOST_CHARACTERS;
    }

    private boolean spend(Value value) {
        values++;
        characters += switch (value) {
            case Value.Text(var text) -> text.length();
            case Value.Number(var number) -> number.precision();
            default -> 0;
        };
        return values <= MOST_VALUES && characters <= MOST_CHARACTERS;
    }
}
