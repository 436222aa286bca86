package io.kikkake.engine.value;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON value as events and attributes carry it. Immutable. */
public sealed interface Value {

    record Text(String text) implements Value {}

    /** A number; {@code 1}, {@code 1.0} and {@code 1.00} are equal. */
    record Number(BigDecimal number) implements Value {
        public Number {
            number = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        }
    }

    record Bool(boolean bool) implements Value {}

    record ListOf(List<Value> items) implements Value {
        public ListOf {
            items = List.copyOf(items);
        }
    }

    /** An object; the order of fields is kept. */
    record ObjectOf(Map<String, Value> fields) implements Value {
        public static final ObjectOf EMPTY = new ObjectOf(Map.of());

        public ObjectOf {
            fields = SmallMap.copyOf(fields);
        }
    }

    /** JSON null: known to be nothing. A missing field is Java {@code null} from {@link #at}. */
    record Null() implements Value {
        public static final Null NULL = new Null();
    }

    static Value of(String text) {
        return new Text(text);
    }

    static Value of(long number) {
        return new Number(BigDecimal.valueOf(number));
    }

    static Value of(boolean bool) {
        return new Bool(bool);
    }

    /**
     * Reads a JSON-like tree of maps, lists, strings, numbers, booleans and nulls.
     *
     * @throws IllegalArgumentException for any other type
     */
    static Value from(@Nullable Object tree) {
        return switch (tree) {
            case null -> Null.NULL;
            case Value value -> value;
            case String text -> new Text(text);
            case Boolean bool -> new Bool(bool);
            case BigDecimal number -> new Number(number);
            case Integer number -> of(number.longValue());
            case Long number -> of(number);
            case java.lang.Number number -> new Number(new BigDecimal(number.toString()));
            case List<?> list -> new ListOf(list.stream().map(Value::from).toList());
            case Map<?, ?> map -> {
                var fields = new LinkedHashMap<String, Value>();
                map.forEach((name, value) -> fields.put(String.valueOf(name), from(value)));
                yield new ObjectOf(fields);
            }
            default -> throw new IllegalArgumentException("Not a JSON value: " + tree.getClass());
        };
    }

    /** The same as a tree of {@link Map}, {@link List}, {@link String}, {@link BigDecimal} or {@link Long}, {@link Boolean}, null. */
    default @Nullable Object toJava() {
        return switch (this) {
            case Text(var text) -> text;
            case Bool(var bool) -> bool;
            case Null() -> null;
            case Number(var number) -> toJavaNumber(number);
            case ListOf(var items) -> {
                var list = new java.util.ArrayList<@Nullable Object>(items.size());
                items.forEach(item -> list.add(item.toJava()));
                yield Collections.unmodifiableList(list);
            }
            case ObjectOf(var fields) -> {
                var map = new LinkedHashMap<String, @Nullable Object>();
                fields.forEach((name, value) -> map.put(name, value.toJava()));
                yield Collections.unmodifiableMap(map);
            }
        };
    }

    /** The value at a dotted path such as {@code products.0.name}; null where there is none. */
    default @Nullable Value at(String path) {
        Value here = this;
        int from = 0;
        while (true) {
            int dot = path.indexOf('.', from);
            String name = dot < 0 ? path.substring(from) : path.substring(from, dot);
            Value next = switch (here) {
                case ObjectOf(var fields) -> fields.get(name);
                case ListOf(var items) -> item(items, name);
                default -> null;
            };
            if (next == null || dot < 0) {
                return next;
            }
            here = next;
            from = dot + 1;
        }
    }

    private static @Nullable Value item(List<Value> items, String index) {
        if (index.isEmpty() || index.length() > 9 || !index.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return null;
        }
        int i = Integer.parseInt(index);
        return i < items.size() ? items.get(i) : null;
    }

    private static Object toJavaNumber(BigDecimal number) {
        boolean whole = number.scale() <= 0 && (long) number.precision() - number.scale() <= 18;
        return whole ? (Object) number.longValueExact() : number;
    }
}
