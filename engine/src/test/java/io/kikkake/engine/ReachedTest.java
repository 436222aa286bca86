package io.kikkake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.state.CustomerState.Passage;
import io.kikkake.engine.state.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReachedTest {

    private static final Instant NOON = Instant.parse("2026-06-01T03:00:00Z");

    /** Twenty carts are ordered, each before anybody has heard of it: a cart is told of an hour late. */
    private static Customer whoOrderedTwenty() {
        Customer hanako = Customer.of(Scenarios.cart("{after-exit: always}")).at(NOON);
        for (int i = 0; i < 20; i++) {
            hanako.does("Order Completed", "cart_id", "c-" + i).after(Duration.ofMinutes(1));
        }
        return hanako;
    }

    @Test
    void ofTheSixteenNewestOrdersACartThatComesLateStartsNothing() {
        Customer hanako = whoOrderedTwenty();
        for (int i = 4; i < 20; i++) {
            hanako.did("Cart Updated", NOON.minus(Duration.ofHours(1)), "cart_id", "c-" + i);
            assertThat(hanako.lastTrace().detail()).isEqualTo(Reason.REACHED_SINCE.code());
        }
        assertThat(hanako.runs()).isEmpty();
    }

    @Test
    void ofOlderOrdersItIsForgottenThatTheyCame() {
        Customer hanako = whoOrderedTwenty().did("Cart Updated", NOON.minus(Duration.ofHours(1)), "cart_id", "c-3");
        assertThat(hanako.state().reached()).hasSize(16).doesNotContainKey(new Passage("cart", "c-3"));
        assertThat(hanako.runs()).extracting(Run::key).containsExactly("c-3");
    }

    @Test
    void whatStandsForEveryKeyIsNotPushedOutByKeys() {
        var reached = new HashMap<Passage, Instant>();
        for (int i = 0; i < 40; i++) {
            reached.put(new Passage("s-" + i, null), NOON);
            reached.put(new Passage("cart-abandonment", "c-" + i), NOON.plusSeconds(i));
        }
        Map<Passage, Instant> kept = Reached.bounded(reached);
        assertThat(kept).hasSize(40 + 16);
        assertThat(kept.keySet()).filteredOn(passage -> passage.key() == null).hasSize(40);
        assertThat(kept).containsKey(new Passage("cart-abandonment", "c-24"));
        assertThat(kept).doesNotContainKey(new Passage("cart-abandonment", "c-23"));
    }

    @Test
    void scenariosWithoutNumberDoNotGrowTheStateWithoutEnd() {
        var reached = new HashMap<Passage, Instant>();
        for (int i = 0; i < 100; i++) {
            reached.put(new Passage("s-" + i, null), NOON.plusSeconds(i));
        }
        assertThat(Reached.bounded(reached)).hasSize(64).doesNotContainKey(new Passage("s-35", null));
    }

    @Test
    void whatFitsIsKeptWhole() {
        var reached = new HashMap<Passage, Instant>();
        for (int i = 0; i < 64; i++) {
            reached.put(new Passage("s-" + i, null), NOON);
        }
        for (int i = 0; i < 16; i++) {
            reached.put(new Passage("cart", "c-" + i), NOON);
        }
        assertThat(Reached.bounded(reached)).isEqualTo(reached);
    }

    /** Two servers that forget must forget the same. */
    @Test
    void ofWhatIsReachedAtTheSameMomentTheNameDecidesWhatIsForgotten() {
        var keys = new HashMap<Passage, Instant>();
        var scenarios = new HashMap<Passage, Instant>();
        for (int i = 10; i < 27; i++) {
            keys.put(new Passage("cart", "c-" + i), NOON);
        }
        for (int i = 10; i < 75; i++) {
            scenarios.put(new Passage("s-" + i, null), NOON);
        }
        assertThat(Reached.bounded(keys)).hasSize(16).doesNotContainKey(new Passage("cart", "c-10"));
        assertThat(Reached.bounded(scenarios)).hasSize(64).doesNotContainKey(new Passage("s-10", null));
    }
}
