package io.kikkake.engine.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SmallMapTest {

    @Property(tries = 500)
    void is_the_map_it_was_copied_from(@ForAll Map<Integer, Integer> map, @ForAll int other) {
        Map<Integer, Integer> copy = SmallMap.copyOf(map);

        assertThat(copy).isEqualTo(map).hasSameHashCodeAs(map).hasSameSizeAs(map);
        assertThat(map).isEqualTo(copy);
        assertThat(copy.get(other)).isEqualTo(map.get(other));
        assertThat(copy.containsKey(other)).isEqualTo(map.containsKey(other));
        map.forEach((key, value) -> assertThat(copy.get(key)).isEqualTo(value));
    }

    @Property(tries = 200)
    void keeps_the_order_in_which_keys_came_first(@ForAll @Size(max = 200) List<Character> keys) {
        var expected = new LinkedHashMap<String, Integer>();
        var builder = new SmallMap.Builder<String, Integer>(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            // Few different ones, so that some come again.
            String key = "cart-" + keys.get(i) % 50;
            expected.put(key, i);
            builder.put(key, i);
        }

        assertThat(List.copyOf(builder.build().entrySet())).isEqualTo(List.copyOf(expected.entrySet()));
    }

    @Test
    void begins_with_what_was_known() {
        var builder = new SmallMap.Builder<>(Map.of("a", 1), 2);
        builder.put("b", 2);
        builder.put("a", 3);

        assertThat(builder.build()).isEqualTo(Map.of("a", 3, "b", 2));
    }

    @Test
    void keys_of_the_same_hash_are_told_apart() {
        var map = new HashMap<String, Integer>();
        for (String key : List.of("AaAa", "AaBB", "BBAa", "BBBB")) {
            map.put(key, key.charAt(0) * 2 + key.charAt(2));
        }

        assertThat(SmallMap.copyOf(map)).isEqualTo(map).doesNotContainKey("BBCC");
    }

    @Test
    void does_not_change_with_the_map_it_was_copied_from() {
        var map = new HashMap<>(Map.of("a", 1));
        Map<String, Integer> copy = SmallMap.copyOf(map);
        map.put("b", 2);

        assertThat(copy).isEqualTo(Map.of("a", 1));
        assertThat(SmallMap.copyOf(copy)).isSameAs(copy);
        assertThatThrownBy(() -> copy.put("c", 3)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> copy.remove("a")).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void nothing_is_found_where_nothing_is() {
        assertThat(SmallMap.copyOf(Map.of())).isEmpty();
        assertThat(SmallMap.copyOf(Map.of()).get("a")).isNull();
        assertThat(SmallMap.copyOf(new HashMap<String, Integer>()).get(null)).isNull();
    }

    @Test
    void many_entries_keep_their_order_too() {
        var map = new LinkedHashMap<Integer, Integer>();
        for (int i = 1_000; i > 0; i--) {
            map.put(i, i);
        }

        assertThat(List.copyOf(SmallMap.copyOf(map).entrySet())).isEqualTo(List.copyOf(map.entrySet()));
    }
}
