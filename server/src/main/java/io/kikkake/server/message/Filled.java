package io.kikkake.server.message;

import io.kikkake.engine.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A document whose texts are templates. */
sealed interface Filled {

    record Text(LiquidText template) implements Filled {}

    record Fields(Map<String, Filled> fields) implements Filled {}

    record Items(List<Filled> items) implements Filled {}

    record Same(Value value) implements Filled {}

    /** @throws RenderingFailed where a text is no template */
    static Filled of(Value value) {
        return switch (value) {
            case Value.Text(var text) when text.contains("{") -> new Text(LiquidText.parse(text));
            case Value.ObjectOf(var fields) -> {
                var filled = new LinkedHashMap<String, Filled>();
                fields.forEach((name, field) -> filled.put(name, of(field)));
                yield new Fields(filled);
            }
            case Value.ListOf(var items) ->
                new Items(items.stream().map(Filled::of).toList());
            default -> new Same(value);
        };
    }

    /** What is wrong with the first text that is no template; empty if none is. */
    static Optional<String> fault(Value value) {
        return switch (value) {
            case Value.Text(var text) -> LiquidText.fault(text);
            case Value.ObjectOf(var fields) ->
                fields.values().stream().flatMap(each -> fault(each).stream()).findFirst();
            case Value.ListOf(var items) ->
                items.stream().flatMap(each -> fault(each).stream()).findFirst();
            default -> Optional.empty();
        };
    }

    /** @throws RenderingFailed with the reason */
    default Value with(Function<LiquidText, String> render) {
        return switch (this) {
            case Text(var template) -> Value.of(render.apply(template));
            case Fields(var fields) -> {
                var values = new LinkedHashMap<String, Value>();
                fields.forEach((name, field) -> values.put(name, field.with(render)));
                yield new Value.ObjectOf(values);
            }
            case Items(var items) ->
                new Value.ListOf(items.stream().map(item -> item.with(render)).toList());
            case Same(var value) -> value;
        };
    }
}
