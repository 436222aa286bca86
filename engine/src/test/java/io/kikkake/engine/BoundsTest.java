package io.kikkake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is kept of an event's properties: 32 levels, 5,000 values, 65,536 characters; what is beyond is left out. */
class BoundsTest {

    private static Value.ObjectOf object(String name, Value value) {
        return new Value.ObjectOf(Map.of(name, value));
    }

    private static Value.ListOf numbers(int size) {
        var items = new ArrayList<Value>();
        for (int i = 0; i < size; i++) {
            items.add(Value.of(i % 10));
        }
        return new Value.ListOf(items);
    }

    private static Value.ObjectOf nested(int levels) {
        Value.ObjectOf inner = object("n", Value.of(1));
        for (int level = 2; level < levels; level++) {
            inner = object("n", inner);
        }
        return inner;
    }

    private static int levels(Value value) {
        return value instanceof Value.ObjectOf(var fields) && !fields.isEmpty()
                ? 1 + levels(fields.values().iterator().next())
                : value instanceof Value.ListOf(var items) && !items.isEmpty() ? 1 + levels(items.getFirst()) : 1;
    }

    @Test
    void whatFitsIsTheVerySame() {
        Value.ObjectOf lists = object("list", new Value.ListOf(List.of(numbers(10), object("a", Value.of("b")))));
        assertThat(Bounds.within(lists)).isSameAs(lists);
        assertThat(Bounds.within(nested(32))).isEqualTo(nested(32));
    }

    @Test
    void whatIsTooDeepIsLeftOut() {
        Value.ObjectOf deep = nested(33);
        assertThat(Bounds.within(deep)).isNotEqualTo(deep);
        assertThat(levels(Bounds.within(deep))).isEqualTo(32);
        Value list = Value.of(1);
        for (int level = 0; level < 40; level++) {
            list = new Value.ListOf(List.of(list));
        }
        assertThat(levels(Bounds.within(object("list", list)))).isEqualTo(32);
    }

    /** The list is one of them. */
    @Test
    void thereAreFiveThousandValues() {
        Value.ObjectOf full = object("n", numbers(4998));
        assertThat(Bounds.within(full)).isSameAs(full);
        assertThat(kept(object("n", numbers(4999)))).isEqualTo(4999);
        assertThat(kept(object("n", numbers(6000)))).isEqualTo(4999);
    }

    private static int kept(Value.ObjectOf object) {
        return Bounds.within(object).at("n") instanceof Value.ListOf(var items) ? items.size() : -1;
    }

    @Test
    void namesAndTextsHave65536CharactersTogether() {
        Value.ObjectOf full = object("ab", Value.of("x".repeat(65_534)));
        assertThat(Bounds.within(full)).isSameAs(full);
        assertThat(Bounds.within(object("abc", Value.of("x".repeat(65_534)))).fields())
                .isEmpty();

        var fields = new LinkedHashMap<String, Value>();
        fields.put("a", Value.of("x".repeat(40_000)));
        fields.put("b", Value.of("y".repeat(40_000)));
        assertThat(Bounds.within(new Value.ObjectOf(fields)).fields()).containsOnlyKeys("a");

        var names = new LinkedHashMap<String, Value>();
        names.put("a".repeat(40_000), Value.of(true));
        names.put("b".repeat(40_000), Value.of(true));
        assertThat(Bounds.within(new Value.ObjectOf(names)).fields()).containsOnlyKeys("a".repeat(40_000));
    }
}
