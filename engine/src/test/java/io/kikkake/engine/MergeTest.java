package io.kikkake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.Effect.What;
import io.kikkake.engine.state.Run;
import io.kikkake.engine.value.Value;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MergeTest {

    private final Customer known = Customer.numbered(1, Scenarios.cart("{}"));
    private final Customer anonymous = Customer.numbered(2, Scenarios.cart("{}"));

    @Test
    void runsOfBothGoOn() {
        known.does("Cart Updated", "cart_id", "c-1");
        anonymous.does("Cart Updated", "cart_id", "c-2");
        known.absorbs(anonymous);
        assertThat(known.runs()).extracting(Run::key).containsExactlyInAnyOrder("c-1", "c-2");
        assertThat(known.timers()).hasSize(2);
        assertThat(known.after(Duration.ofHours(1)).mails()).hasSize(2);
    }

    @Test
    void ofTwoRunsForOneKeyTheOlderGoesOn() {
        anonymous.does("Cart Updated", "cart_id", "c-1");
        known.after(Duration.ofMinutes(90)).does("Cart Updated", "cart_id", "c-1");
        Run older = anonymous.runs().getFirst();
        Run younger = known.runs().getFirst();
        known.absorbs(anonymous);
        assertThat(known.runs()).containsExactly(older);
        assertThat(known.timers()).containsOnlyKeys(older.id());
        assertThat(known.withdrawn()).extracting(Effect.Withdraw::run).containsExactly(younger.id());

        Customer theOtherWay = Customer.numbered(3, Scenarios.cart("{}")).does("Cart Updated", "cart_id", "c-1");
        Customer later = Customer.numbered(4, Scenarios.cart("{}"))
                .after(Duration.ofMinutes(5))
                .does("Cart Updated", "cart_id", "c-1");
        Run kept = theOtherWay.runs().getFirst();
        theOtherWay.absorbs(later);
        assertThat(theOtherWay.runs()).containsExactly(kept);
        assertThat(theOtherWay.withdrawn())
                .extracting(Effect.Withdraw::run)
                .containsExactly(later.runs().getFirst().id());
        assertThat(theOtherWay.lastTrace().what()).isEqualTo(What.MERGED);
    }

    @Test
    void attributesOfTheOneFillTheBlanksOfTheOther() {
        known.is("email", "hanako@example.com", "city", "", "plan", "pro");
        anonymous.is("city", "大阪", "plan", "free", "source", "ad");
        known.absorbs(anonymous);
        assertThat(known.state().attributes().toJava())
                .isEqualTo(Map.of("email", "hanako@example.com", "city", "大阪", "plan", "pro", "source", "ad"));
    }

    @Test
    void aRefusalOnEitherSideCountsAndEndsTheRunsOfBoth() {
        known.subscribes("offers").subscribes("news").does("Cart Updated", "cart_id", "c-1");
        anonymous.unsubscribes("offers").unsubscribes("sales");
        known.absorbs(anonymous);
        assertThat(known.state().consents()).isEqualTo(Map.of("offers", false, "sales", false, "news", true));
        assertThat(known.runs()).isEmpty();
        assertThat(known.lastTrace().detail()).isEqualTo(Reason.UNSUBSCRIBED.code());
    }

    @Test
    void anOrderOfTheOneEndsTheCartOfTheOther() {
        anonymous.does("Cart Updated", "cart_id", "c-1");
        known.after(Duration.ofMinutes(5)).does("Order Completed", "cart_id", "c-1");
        known.absorbs(anonymous);
        assertThat(known.runs()).isEmpty();
        assertThat(known.after(Duration.ofDays(2)).mails()).isEmpty();
        assertThat(known.lastTrace().detail()).isEqualTo(Reason.REACHED_SINCE.code());
    }

    @Test
    void whatEitherHasBeenThroughBothHave() {
        Customer one = Customer.numbered(5, Scenarios.welcome("{after-exit: never}"));
        Customer other =
                Customer.numbered(6, Scenarios.welcome("{after-exit: never}")).does("Signed Up");
        one.absorbs(other).does("Signed Up");
        assertThat(one.mails()).isEmpty();
    }

    @Test
    void mergingTheSameAgainChangesNothing() {
        anonymous.does("Cart Updated", "cart_id", "c-2").is("city", "大阪");
        known.absorbs(anonymous);
        var once = known.state();
        assertThat(known.absorbs(anonymous).state()).isEqualTo(once);
        assertThat(once.attributes().at("city")).isEqualTo(Value.of("大阪"));
    }
}
