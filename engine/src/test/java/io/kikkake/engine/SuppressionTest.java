package io.kikkake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses that bounced and people who complained, over time and merges. */
class SuppressionTest {

    private static final Instant NOON = Customer.tokyo("2026-04-27T12:00");

    private static Customer somebody(long id) {
        return Customer.numbered(id, Scenarios.of("hello", "trigger: {event: A}", "- {id: m, send: one}\n"))
                .at(NOON)
                .is("email", "Hanako@Example.jp")
                .subscribes("offers");
    }

    private static Map<String, Instant> bounced(Customer customer) {
        return customer.state().memory().guarded().bounced();
    }

    @Test
    void ofTwoBouncesOfAnAddressTheLaterCounts() {
        Customer hanako = somebody(1)
                .does(Feedback.BOUNCED, "hard", true)
                .did(Feedback.BOUNCED, NOON.minusSeconds(60), "hard", true)
                .after(Duration.ofMinutes(1));
        assertThat(bounced(hanako)).containsExactly(Map.entry("hanako@example.jp", NOON));
        assertThat(bounced(hanako.does(Feedback.BOUNCED, "hard", true)))
                .containsExactly(Map.entry("hanako@example.jp", NOON.plusSeconds(60)));
    }

    @Test
    void theEightNewestAddressesAreRemembered() {
        Customer hanako = somebody(1);
        for (int i = 0; i < 10; i++) {
            hanako.after(Duration.ofSeconds(1))
                    .does(Feedback.BOUNCED, "hard", true, "address", "a" + i + "@example.jp");
        }
        assertThat(bounced(hanako))
                .containsOnlyKeys(
                        "a2@example.jp",
                        "a3@example.jp",
                        "a4@example.jp",
                        "a5@example.jp",
                        "a6@example.jp",
                        "a7@example.jp",
                        "a8@example.jp",
                        "a9@example.jp");
    }

    @Test
    void liftingForgetsWhatWasUntilThenAndNothingLater() {
        Customer hanako = somebody(1)
                .does(Feedback.BOUNCED, "hard", true)
                .does(Feedback.COMPLAINED)
                .after(Duration.ofMinutes(1))
                .does(Feedback.BOUNCED, "hard", true, "address", "new@example.jp")
                .did(Feedback.LIFTED, NOON);
        assertThat(bounced(hanako)).containsOnlyKeys("new@example.jp");
        assertThat(hanako.state().memory().guarded().complained()).isNull();

        hanako.does(Feedback.COMPLAINED).did(Feedback.LIFTED, NOON);
        assertThat(hanako.state().memory().guarded().complained()).isEqualTo(NOON.plusSeconds(60));
    }

    @Test
    void whatEitherOfTwoKnewHoldsForBothOfThem() {
        Customer taro = somebody(2)
                .does(Feedback.COMPLAINED)
                .does(Feedback.BOUNCED, "hard", true, "address", "taro@example.jp");
        Customer hanako = somebody(1).does(Feedback.BOUNCED, "hard", true).absorbs(taro);
        assertThat(bounced(hanako)).containsOnlyKeys("hanako@example.jp", "taro@example.jp");
        assertThat(hanako.state().memory().guarded().complained()).isEqualTo(NOON);

        Customer later = somebody(3).after(Duration.ofMinutes(5)).does(Feedback.COMPLAINED);
        assertThat(hanako.after(Duration.ofMinutes(5))
                        .absorbs(later)
                        .state()
                        .memory()
                        .guarded()
                        .complained())
                .isEqualTo(NOON.plusSeconds(300));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"hanako", "@example.jp", "hanako@", "hana ko@example.jp", "hanako@exam\tple.jp", "a\u0007@b.jp"})
    void anAddressNothingCouldArriveAtGetsNoMail(String address) {
        assertThat(somebody(1).is("email", address).does("A").mails()).isEmpty();
    }

    @Test
    void anAddressMayBe254SignsLong() {
        String host = "@example.jp";
        assertThat(somebody(1)
                        .is("email", "a".repeat(254 - host.length()) + host)
                        .does("A")
                        .mails())
                .hasSize(1);
        assertThat(somebody(1)
                        .is("email", "a".repeat(255 - host.length()) + host)
                        .does("A")
                        .mails())
                .isEmpty();
    }
}
