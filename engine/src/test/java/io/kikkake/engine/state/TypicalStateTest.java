package io.kikkake.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.Documents;
import io.kikkake.engine.state.CustomerState.Passage;
import io.kikkake.engine.state.Memory.Contact;
import io.kikkake.engine.state.StepMemory.Parting;
import io.kikkake.engine.value.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What "typical" means where a state is said to be small: an active customer of a shop, in three scenarios at once, written to
 * three times lately, with ten aggregates that conditions ask for.
 */
class TypicalStateTest {

    private static final Instant CART = Instant.parse("2026-06-01T03:12:44.123Z");
    private static final Instant ORDER = Instant.parse("2026-05-27T11:40:02.871Z");
    private static final Instant SIGN_UP = Instant.parse("2026-05-30T22:01:19.406Z");

    private static final List<Run> RUNS = List.of(
            run(
                    "9c1f5b0e77d24a6d83e0b1c5fa2764d3",
                    "review-request",
                    2,
                    "o-2024-5521",
                    "{order_id: o-2024-5521, value: 12800}",
                    ORDER,
                    "wait_7d",
                    2,
                    Instant.parse("2026-06-03T01:00:00Z")),
            run(
                    "41d8a2bb0c6e9f7350aa1e6d2b94cf08",
                    "welcome",
                    1,
                    null,
                    "{plan: free}",
                    SIGN_UP,
                    "wait_3d",
                    3,
                    SIGN_UP.plus(Duration.ofDays(3))),
            run(
                    "e7305dcb1fa84926b6d9027c48f15ae2",
                    "cart-abandonment",
                    3,
                    "c-2024-1182",
                    "{cart_id: c-2024-1182, value: 9800, url: 'https://shop.example.jp/cart/c-2024-1182',"
                            + " products: [p-1042, p-2207]}",
                    CART,
                    "wait_1d",
                    4,
                    CART.plus(Duration.ofDays(1))));

    private static final Map<String, Boolean> CONSENTS = Map.of("offers", true, "sales", true);
    private static final Map<String, Instant> CONSENTED_AT =
            Map.of("offers", SIGN_UP, "sales", Instant.parse("2026-05-31T09:15:33.950Z"));

    private static final List<Contact> CONTACTS = List.of(
            new Contact(Instant.parse("2026-05-27T22:31:05.317Z"), "offers", "welcome", "greeting"),
            new Contact(Instant.parse("2026-05-30T22:01:20.004Z"), "offers", "welcome", "tips"),
            new Contact(Instant.parse("2026-06-01T04:12:44.580Z"), "sales", "cart-abandonment", "reminder"));

    private static final Map<Passage, Instant> LEFT =
            Map.of(new Passage("cart-abandonment", "c-2024-1107"), Instant.parse("2026-05-20T05:02:11.622Z"));
    private static final Map<Passage, Instant> REACHED = Map.of(
            new Passage("cart-abandonment", "c-2024-1107"),
            Instant.parse("2026-05-20T05:02:10.733Z"),
            new Passage("cart-abandonment", "c-2024-1131"),
            ORDER);
    private static final Map<String, Instant> TIMERS = Map.of("date:birthday", Instant.parse("2026-11-02T00:00:00Z"));

    private static final CustomerState TYPICAL = new CustomerState(
            1,
            Value.ObjectOf.EMPTY,
            CONSENTS,
            RUNS,
            LEFT,
            CONSENTED_AT,
            REACHED,
            Memory.NONE.withTallies(tallies()).withContacts(CONTACTS).withTimers(TIMERS));

    private static Run run(
            String id,
            String scenario,
            int version,
            @Nullable String key,
            String entry,
            Instant startedAt,
            String step,
            int visit,
            Instant due) {
        return new Run(
                id, scenario, version, key, (Value.ObjectOf) Documents.value(entry), startedAt, step, visit, due);
    }

    /** Five counts and sums, five that keep the moments of two events; ids are hashes of what is tallied. */
    private static Map<Long, Tally> tallies() {
        var tallies = new HashMap<Long, Tally>();
        long now = CART.getEpochSecond();
        long[] totals = {128_400, 3, 14, 35_900, 1};
        for (int i = 0; i < 5; i++) {
            tallies.put((2 * i + 1) * 0x9E3779B97F4A7C15L, new Tally.Total(BigDecimal.valueOf(totals[i])));
            tallies.put(
                    (2 * i + 2) * 0x9E3779B97F4A7C15L,
                    new Tally.Moments(List.of(now - 500_000 + 7_301 * i, now - 3_000 * i)));
        }
        return tallies;
    }

    @Test
    void ofATypicalCustomerNoMoreThan400BytesAreKept() {
        CustomerState none = CustomerState.unknown(1);
        System.out.println("A typical state: " + size(TYPICAL) + " bytes; alone its 3 runs "
                + size(none.withRuns(RUNS)) + ", 10 tallies "
                + size(none.withMemory(Memory.NONE.withTallies(tallies()))) + ", 3 contacts "
                + size(none.withMemory(Memory.NONE.withContacts(CONTACTS))) + ", 2 consents "
                + size(none.withConsents(CONSENTS, CONSENTED_AT)) + ", 1 left " + size(none.withLeft(LEFT))
                + ", 2 reached " + size(none.withReached(REACHED)) + ", 1 timer "
                + size(none.withMemory(Memory.NONE.withTimers(TIMERS))));
        assertThat(StateCodec.write(TYPICAL)).hasSizeLessThanOrEqualTo(400);
        assertThat(StateCodec.read(StateCodec.write(TYPICAL), 1, Value.ObjectOf.EMPTY))
                .isEqualTo(TYPICAL);
    }

    private static int size(CustomerState state) {
        return StateCodec.write(state).length;
    }

    @Test
    void aTextThatComesAgainAndAgainIsWrittenOnce() {
        var contacts = new java.util.ArrayList<Contact>();
        for (int i = 0; i < 20; i++) {
            contacts.add(new Contact(CART.plusSeconds(60L * i), "季節のお知らせ", "季節の便り", "本文"));
        }
        CustomerState one = CustomerState.unknown(1).withMemory(Memory.NONE.withContacts(contacts.subList(0, 1)));
        CustomerState twenty = CustomerState.unknown(1).withMemory(Memory.NONE.withContacts(contacts));
        assertThat(size(twenty) - size(one)).isLessThanOrEqualTo(19 * 5);
    }

    @Test
    void aRunThatPartedCostsNoMoreThanOneUnderWay() {
        Memory memory = Memory.NONE.withSteps(new StepMemory(List.of(), List.of(new Parting(RUNS.getFirst(), CART))));
        assertThat(size(CustomerState.unknown(1).withMemory(memory)))
                .isLessThanOrEqualTo(size(CustomerState.unknown(1).withRuns(RUNS.subList(0, 1))) + 8);
    }
}
