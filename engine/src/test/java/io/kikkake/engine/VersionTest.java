package io.kikkake.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kikkake.engine.Effect.What;
import io.kikkake.engine.ScenarioSet.Published;
import io.kikkake.engine.ScenarioSet.Status;
import io.kikkake.engine.scenario.Scenario;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class VersionTest {

    private static final Scenario FIRST = Scenarios.cart("{}");
    private static final Scenario SECOND =
            Scenarios.of("cart", "trigger: {event: Cart Opened}", "- {id: now, send: two}");

    private static ScenarioSet set(Published... published) {
        return ScenarioSet.of(Customer.project(), List.of(published));
    }

    @Test
    void aRunKeepsTheVersionItStartedOnAndNewOnesStartOnTheNew() {
        Customer hanako = Customer.of(FIRST).does("Cart Updated", "cart_id", "c-1");
        hanako.nowUnder(set(new Published(FIRST, 1, Status.OLD), new Published(SECOND, 2, Status.CURRENT)))
                .does("Cart Updated", "cart_id", "c-2")
                .after(Duration.ofHours(1));
        assertThat(hanako.mails()).containsExactly("one");
        assertThat(hanako.does("Cart Opened").mails()).containsExactly("one", "two");
        assertThat(hanako.traces().getLast().version()).isEqualTo(2);
    }

    @Test
    void anOldVersionsGoalsAreStillListenedTo() {
        var active = set(new Published(FIRST, 1, Status.OLD), new Published(SECOND, 2, Status.CURRENT));
        assertThat(active.listens("Order Completed")).isTrue();
        assertThat(active.listens("Cart Updated")).isFalse();
        Customer hanako =
                Customer.of(FIRST).does("Cart Updated", "cart_id", "c-1").nowUnder(active);
        assertThat(hanako.does("Order Completed", "cart_id", "c-1").lastTrace().what())
                .isEqualTo(What.GOAL);
    }

    @Test
    void runsOfAnArchivedScenarioEndAtTheNextTouch() {
        var archived = set(new Published(FIRST, 1, Status.ARCHIVED));
        Customer byTimer =
                Customer.of(FIRST).does("Cart Updated", "cart_id", "c-1").nowUnder(archived);
        byTimer.after(Duration.ofHours(1));
        assertThat(byTimer.mails()).isEmpty();
        assertThat(byTimer.lastTrace().detail()).isEqualTo(Reason.ARCHIVED.code());

        Customer byTrait = Customer.of(FIRST)
                .does("Cart Updated", "cart_id", "c-1")
                .nowUnder(archived)
                .is("a", 1);
        assertThat(byTrait.runs()).isEmpty();
        assertThat(byTrait.timers()).isEmpty();
        assertThat(byTrait.does("Cart Updated", "cart_id", "c-1").runs()).isEmpty();
    }

    @Test
    void aRunWhoseVersionIsGoneEndsAndSaysSo() {
        Customer hanako = Customer.of(FIRST)
                .does("Cart Updated", "cart_id", "c-1")
                .nowUnder(set(new Published(SECOND, 2, Status.CURRENT)))
                .after(Duration.ofHours(1));
        assertThat(hanako.runs()).isEmpty();
        assertThat(hanako.lastTrace().what()).isEqualTo(What.ENDED);
        assertThat(hanako.lastTrace().detail()).isEqualTo(Reason.VERSION_GONE.code());
    }

    @Test
    void whatAnUnusedVersionAsksIsForgottenAndAStrayRunOfItStillGoesOn() {
        Scenario asking = Scenarios.of(
                "asking",
                "trigger: {event: Go}",
                "- {id: w, wait: 5d}\n- {id: b, branch: {cases: [{when: {performed: Viewed, at-least: 2}, next: end}]}}\n"
                        + "- {id: m, send: one}");
        Scenario plain = Scenarios.of("asking", "trigger: {event: Go}", "- {id: w, wait: 5d}\n- {id: m, send: two}");
        Customer hanako = Customer.of(asking).does("Viewed").does("Go");
        assertThat(hanako.state().memory().tallies()).hasSize(1);
        hanako.nowUnder(set(new Published(asking, 1, Status.OLD), new Published(plain, 2, Status.CURRENT)))
                .is("a", 1);
        assertThat(hanako.state().memory().tallies()).hasSize(1);
        hanako.nowUnder(set(new Published(asking, 1, Status.UNUSED), new Published(plain, 2, Status.CURRENT)))
                .is("a", 2);
        assertThat(hanako.state().memory().tallies()).isEmpty();
        assertThat(hanako.after(Duration.ofDays(5)).mails()).containsExactly("one");
    }

    @Test
    void aScenarioHasOneCurrentVersion() {
        assertThatThrownBy(() -> set(new Published(FIRST, 1, Status.CURRENT), new Published(FIRST, 2, Status.CURRENT)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Scenario cart has two current versions");
        assertThatThrownBy(() -> set(new Published(FIRST, 1, Status.OLD), new Published(FIRST, 1, Status.CURRENT)))
                .hasMessage("Scenario cart has version 1 twice");
    }
}
