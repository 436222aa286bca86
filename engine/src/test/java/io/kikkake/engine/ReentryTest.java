package io.kikkake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.Effect.What;
import io.kikkake.engine.state.Run;
import java.time.Duration;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ReentryTest {

    @Test
    void ignoredWhileActiveTheRunGoesOnAsItWas() {
        Customer hanako = Customer.of(Scenarios.cart("{active: ignore}"))
                .at("2026-06-01T12:00")
                .does("Cart Updated", "cart_id", "c-1", "items", 1)
                .at("2026-06-01T12:30")
                .does("Cart Updated", "cart_id", "c-1", "items", 2);
        assertThat(hanako.waitsUntil()).isEqualTo(LocalDateTime.parse("2026-06-01T13:00"));
        assertThat(hanako.lastTrace().what()).isEqualTo(What.IGNORED);
        assertThat(hanako.lastTrace().run()).isEqualTo(hanako.runs().getFirst().id());
        assertThat(hanako.lastTrace().detail()).isEqualTo(Reason.ALREADY_RUNNING.code());
    }

    @Test
    void restartedTheRunIsANewOneAndTheOldOnesTimerAndMailsAreGone() {
        Customer hanako = Customer.of(Scenarios.cart("{active: restart}"))
                .at("2026-06-01T12:00")
                .does("Cart Updated", "cart_id", "c-1", "items", 1);
        Run old = hanako.runs().getFirst();
        hanako.at("2026-06-01T14:00").does("Cart Updated", "cart_id", "c-1", "items", 2);

        Run fresh = hanako.runs().getFirst();
        assertThat(fresh.id()).isNotEqualTo(old.id());
        assertThat(fresh.entry().at("items")).isEqualTo(io.kikkake.engine.value.Value.of(2));
        assertThat(hanako.waitsUntil()).isEqualTo(LocalDateTime.parse("2026-06-01T15:00"));
        assertThat(hanako.timers()).containsOnlyKeys(fresh.id());
        assertThat(hanako.withdrawn()).extracting(Effect.Withdraw::run).containsExactly(old.id());
        assertThat(hanako.effects()).contains(new Effect.CancelTimer(old.id()));
        assertThat(hanako.story()).contains(What.RESTARTED);
    }

    @Test
    void refreshedTheRunStaysWhereItIsAndKnowsTheNewCart() {
        Customer hanako = Customer.of(Scenarios.cart("{active: refresh}"))
                .at("2026-06-01T12:00")
                .does("Cart Updated", "cart_id", "c-1", "items", 1);
        Run before = hanako.runs().getFirst();
        hanako.at("2026-06-01T12:30").does("Cart Updated", "cart_id", "c-1", "items", 2);

        Run after = hanako.runs().getFirst();
        assertThat(after.id()).isEqualTo(before.id());
        assertThat(after.due()).isEqualTo(before.due());
        assertThat(after.entry().at("items")).isEqualTo(io.kikkake.engine.value.Value.of(2));
        assertThat(hanako.lastTrace().what()).isEqualTo(What.REFRESHED);
        assertThat(hanako.at("2026-06-01T13:00")
                        .sends()
                        .getFirst()
                        .run()
                        .entry()
                        .at("items"))
                .isEqualTo(io.kikkake.engine.value.Value.of(2));
    }

    @Test
    void anOlderCartThatArrivesLaterDoesNotReplaceTheNewer() {
        for (String active : new String[] {"restart", "refresh"}) {
            Customer hanako = Customer.of(Scenarios.cart("{active: " + active + "}"))
                    .at("2026-06-01T12:00")
                    .does("Cart Updated", "cart_id", "c-1", "items", 2)
                    .did("Cart Updated", Customer.tokyo("2026-06-01T11:59"), "cart_id", "c-1", "items", 1);
            assertThat(hanako.runs().getFirst().entry().at("items")).isEqualTo(io.kikkake.engine.value.Value.of(2));
            assertThat(hanako.lastTrace().detail()).isEqualTo(Reason.OLDER_THAN_RUN.code());
        }
    }

    @Test
    void afterTheEndSomeScenariosAlwaysBeginAgainSomeNeverAndSomeAfterAWhile() {
        assertThat(Customer.of(Scenarios.welcome("{after-exit: always}"))
                        .does("Signed Up")
                        .does("Signed Up")
                        .mails())
                .hasSize(2);
        assertThat(Customer.of(Scenarios.welcome("{after-exit: never}"))
                        .does("Signed Up")
                        .after(Duration.ofDays(5000))
                        .does("Signed Up")
                        .mails())
                .hasSize(1);
        Customer weekly =
                Customer.of(Scenarios.welcome("{after-exit: {after: 7d}}")).does("Signed Up");
        assertThat(weekly.after(Duration.ofDays(7).minusSeconds(1))
                        .does("Signed Up")
                        .mails())
                .hasSize(1);
        assertThat(weekly.lastTrace().detail()).isEqualTo(Reason.TOO_SOON.code());
        assertThat(weekly.after(Duration.ofSeconds(1)).does("Signed Up").mails())
                .hasSize(2);
    }

    @Test
    void neverHoldsForEachKeyAlone() {
        Customer hanako = Customer.of(Scenarios.cart("{after-exit: never}"))
                .does("Cart Updated", "cart_id", "c-1")
                .after(Duration.ofDays(3))
                .does("Cart Updated", "cart_id", "c-1")
                .does("Cart Updated", "cart_id", "c-2");
        assertThat(hanako.runs()).extracting(Run::key).containsExactly("c-2");
    }

    @Test
    void ofAScenarioThatAlwaysBeginsAgainNothingIsKeptForEachKeyAndOfOthersOnlyWhatStillMatters() {
        Customer always = Customer.of(Scenarios.cart("{after-exit: always}"));
        Customer weekly = Customer.of(Scenarios.cart("{after-exit: {after: 7d}}"));
        for (Customer customer : new Customer[] {always, weekly}) {
            for (int day = 0; day < 30; day++) {
                customer.does("Cart Updated", "cart_id", day)
                        .does("Order Completed", "cart_id", day)
                        .after(Duration.ofDays(1));
            }
        }
        assertThat(always.state().left()).isEmpty();
        assertThat(weekly.state().left()).hasSize(7);
    }

    @Tag("drawn")
    @Test
    void aThousandKeysDoNotGrowTheStateWithoutEnd() {
        Customer hanako = Customer.of(Scenarios.cart("{after-exit: never}"));
        for (int i = 0; i < 1500; i++) {
            hanako.does("Cart Updated", "cart_id", i)
                    .does("Order Completed", "cart_id", i)
                    .after(Duration.ofSeconds(1));
        }
        assertThat(hanako.state().left()).hasSizeLessThanOrEqualTo(1024);
        assertThat(hanako.state().reached()).hasSize(16);
    }
}
