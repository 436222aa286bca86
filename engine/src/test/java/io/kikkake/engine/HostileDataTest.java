package io.kikkake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.state.StateCodec;
import io.kikkake.engine.value.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What no customer means, and what must not harm anybody. */
class HostileDataTest {

    private final Customer mallory = Customer.of(Scenarios.cart("{}"));

    @Test
    void nestingWithoutEndIsCutOff() {
        Value deep = Value.of(1);
        for (int i = 0; i < 100_000; i++) {
            deep = new Value.ObjectOf(Map.of("a", new Value.ListOf(List.of(deep))));
        }
        mallory.does("Cart Updated", "cart_id", "c-1", "deep", deep)
                .is("deep", deep)
                .is("deep", deep);
        assertThat(mallory.runs()).hasSize(1);
        assertThat(StateCodec.write(mallory.state())).hasSizeLessThan(1_000);
        assertThat(mallory.runs().getFirst().entry().at("cart_id")).isEqualTo(Value.of("c-1"));
    }

    @Test
    void aMillionPropertiesDoNotFillTheState() {
        Map<String, Value> many = new LinkedHashMap<>();
        many.put("cart_id", Value.of("c-1"));
        for (int i = 0; i < 200_000; i++) {
            many.put("p" + i, Value.of(i));
        }
        mallory.decide(new Input.Event(1, "Cart Updated", new Value.ObjectOf(many), mallory.now()));
        assertThat(StateCodec.write(mallory.state())).hasSizeLessThan(200_000);
        assertThat(mallory.runs().getFirst().entry().at("cart_id")).isEqualTo(Value.of("c-1"));
    }

    @Test
    void aLongTextIsLeftOutAndTheRestStays() {
        mallory.does("Cart Updated", "cart_id", "c-1", "text", "あ".repeat(1_000_000), "after", 1);
        assertThat(StateCodec.write(mallory.state())).hasSizeLessThan(1_000);
        assertThat(mallory.runs().getFirst().entry().at("cart_id")).isEqualTo(Value.of("c-1"));
    }

    @Test
    void timesAtTheEndsOfTimeAreTimes() {
        for (Instant end : List.of(Instant.MIN, Instant.MAX, Instant.EPOCH)) {
            mallory.did("Cart Updated", end, "cart_id", end.toString())
                    .did("Order Completed", end, "cart_id", end.toString())
                    .did(ScenarioSet.UNSUBSCRIBED, end, "topic", "news");
        }
        assertThat(mallory.runs()).isEmpty();
    }

    @Test
    void numbersBeyondMeasureAreKeysToo() {
        for (String number : List.of("1E+2000000000", "1E-2000000000", "-0.0", "1" + "0".repeat(5_000))) {
            mallory.does("Cart Updated", "cart_id", new BigDecimal(number));
        }
        assertThat(mallory.runs()).hasSize(4);
        assertThat(new ArrayList<>(mallory.runs()))
                .allMatch(run -> String.valueOf(run.key()).length() <= 200);
    }
}
