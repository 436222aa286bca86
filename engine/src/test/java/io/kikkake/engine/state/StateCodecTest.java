package io.kikkake.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kikkake.engine.Documents;
import io.kikkake.engine.Histories;
import io.kikkake.engine.state.CustomerState.Passage;
import io.kikkake.engine.value.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class StateCodecTest {

    private static final CustomerState GOLDEN = new CustomerState(
            17,
            Value.ObjectOf.EMPTY,
            Map.of("offers", true, "news", false),
            List.of(
                    new Run(
                            "0123456789abcdef0123456789abcdef",
                            "cart-abandonment",
                            3,
                            "c-1",
                            (Value.ObjectOf)
                                    Documents.value(
                                            "{cart_id: c-1, value: 9800.50, gift: false, note: null, products: [{name: 湯呑み, quantity: 2}]}"),
                            Instant.parse("2026-06-01T03:00:00Z"),
                            "wait_1d",
                            3,
                            Instant.parse("2026-06-03T01:00:00.123456789Z"),
                            Instant.parse("2026-06-01T03:30:00Z"),
                            Value.ObjectOf.EMPTY),
                    new Run(
                            "fedcba9876543210fedcba9876543210",
                            "welcome",
                            1,
                            null,
                            Value.ObjectOf.EMPTY,
                            Instant.parse("1969-06-01T03:00:00Z"),
                            "reaction",
                            1,
                            null)),
            Map.of(
                    new Passage("welcome", null), Instant.parse("2026-01-01T00:00:00Z"),
                    new Passage("cart-abandonment", "c-0"), Instant.parse("2026-05-01T00:00:00Z")),
            Map.of("news", Instant.parse("2025-12-31T15:00:00Z")),
            Map.of(new Passage("cart-abandonment", "c-0"), Instant.parse("2026-05-01T00:00:00Z")),
            Memory.NONE);

    @Example
    void whatVersion1WroteIsReadForEver() {
        String hex = Documents.resource("/io/kikkake/engine/state/state-v1.hex").replaceAll("\\s", "");
        assertThat(StateCodec.read(HexFormat.of().parseHex(hex), 17, Value.ObjectOf.EMPTY))
                .isEqualTo(GOLDEN);
    }

    private static final CustomerState GOLDEN_2 = GOLDEN.withRuns(List.of(
                    GOLDEN.runs().getFirst().withOutputs((Value.ObjectOf) Documents.value("{coupon: {code: ABC}}"))))
            .withMemory(new Memory(
                            Map.of("silence", Instant.parse("2026-07-01T00:00:00Z")),
                            Map.of("vip", Instant.parse("2026-05-01T00:00:00Z")),
                            List.of(new Memory.Contact(
                                    Instant.parse("2026-06-01T04:00:00Z"), "offers", "cart", "reminder")))
                    .withTallies(Map.of(
                            1L, new Tally.Total(new BigDecimal("9800.5")),
                            -2L, new Tally.Moments(List.of(1_780_000_000L, 1_780_000_060L)),
                            3L, new Tally.Amounts(List.of(new Tally.Amount(1_780_000_000L, BigDecimal.TEN))),
                            4L, new Tally.Distinct(List.of(new Tally.Seen(-5, 0))),
                            5L, new Tally.Pairs(List.of(1_780_000_000_123L), List.of(), false))));

    @Example
    void whatVersion2WroteIsReadForEver() {
        String hex = Documents.resource("/io/kikkake/engine/state/state-v2.hex").replaceAll("\\s", "");
        assertThat(StateCodec.read(HexFormat.of().parseHex(hex), 17, Value.ObjectOf.EMPTY))
                .isEqualTo(GOLDEN_2);
    }

    private static final String LONG = "長い".repeat(80);

    /** Every part, and what is written in more than one way in each of them. */
    private static final CustomerState GOLDEN_3 = GOLDEN_2.withRuns(List.of(
                    GOLDEN_2.runs().getFirst(),
                    GOLDEN_2.runs().getLast(),
                    new Run(
                            "by-hand",
                            "cart-abandonment",
                            300,
                            LONG,
                            (Value.ObjectOf) Documents.value("{a: [], b: {}, c: '', d: -0.001, e: 1E+30,"
                                    + " f: 123456789012345678901234567890, g: 'Über', h: true}"),
                            Instant.parse("2026-06-01T03:00:00.5Z"),
                            "wait_1d",
                            40,
                            Instant.parse("2026-06-02T03:00:00.5Z"))))
            .withMemory(GOLDEN_2.memory()
                    .withContacts(List.of(
                            new Memory.Contact(Instant.parse("2026-06-01T04:00:00Z"), "offers", "cart", "reminder"),
                            new Memory.Contact(Instant.MAX, LONG, "cart", "reminder")))
                    .withTallies(Map.of(
                            1L, new Tally.Total(new BigDecimal("9800.5")),
                            -2L, new Tally.Moments(List.of(1_780_000_000L, 1_780_000_060L)),
                            3L, new Tally.Amounts(List.of(new Tally.Amount(1_780_000_000L, BigDecimal.TEN))),
                            4L, new Tally.Distinct(List.of(new Tally.Seen(-5, 0))),
                            5L, new Tally.Pairs(List.of(1_780_000_000_123L), List.of(), false),
                            6L, new Tally.Pairs(List.of(), List.of(1L, 2L), true),
                            7L, new Tally.Total(new BigDecimal("1234567890123456789012345678901"))))
                    .withGuarded(new Memory.Guarded(
                            Map.of("h@example.jp", Instant.parse("2026-02-03T04:05:06.007Z")),
                            Instant.parse("2026-02-03T04:05:06.007Z"),
                            Map.of(
                                    "fedcba9876543210fedcba9876543210", Instant.parse("2026-06-01T00:00:00Z"),
                                    "gone", Instant.parse("2026-06-01T00:00:00Z"))))
                    .withSteps(new StepMemory(
                            java.util.stream.IntStream.range(0, 24).boxed().toList(),
                            List.of(new StepMemory.Parting(
                                    GOLDEN_2.runs().getLast(), Instant.parse("2026-06-01T00:00:00Z")))))
                    .withPast(new Past(
                            Map.of("silence", Instant.MIN),
                            Map.of("trend", new java.util.TreeMap<>(Map.of(20_000, 3, 20_007, 1))))));

    /** Written by the version of the program that introduced the format; a change of them is a change of the format. */
    @Example
    void whatVersion3WroteIsReadForEver() {
        String hex = Documents.resource("/io/kikkake/engine/state/state-v3.hex").replaceAll("\\s", "");
        assertThat(StateCodec.read(HexFormat.of().parseHex(hex), 17, Value.ObjectOf.EMPTY))
                .isEqualTo(GOLDEN_3);
        assertThat(HexFormat.of().formatHex(StateCodec.write(GOLDEN_3))).isEqualTo(hex);
    }

    @Example
    void whatEarlierVersionsWroteIsTheSameAfterItWasWrittenAgain() {
        for (String golden : List.of("v1", "v2")) {
            String hex = Documents.resource("/io/kikkake/engine/state/state-" + golden + ".hex")
                    .replaceAll("\\s", "");
            CustomerState known = StateCodec.read(HexFormat.of().parseHex(hex), 17, Value.ObjectOf.EMPTY);
            byte[] again = StateCodec.write(known);
            assertThat(again[0]).isEqualTo((byte) 3);
            assertThat(again).hasSizeLessThan(hex.length() / 2);
            assertThat(StateCodec.read(again, 17, Value.ObjectOf.EMPTY)).isEqualTo(known);
        }
    }

    @Example
    void aTypicalStateIsSmall() {
        Run run = new Run(
                "0123456789abcdef0123456789abcdef",
                "cart-abandonment",
                3,
                "c-10442",
                (Value.ObjectOf) Documents.value("{cart_id: c-10442, value: 9800, item_count: 2}"),
                Instant.parse("2026-06-01T03:00:00Z"),
                "wait_1h",
                1,
                Instant.parse("2026-06-01T04:00:00Z"));
        long now = Instant.parse("2026-06-01T03:00:00Z").getEpochSecond();
        var state = new CustomerState(
                1,
                Value.ObjectOf.EMPTY,
                Map.of("offers", true, "news", false, "sales", true),
                List.of(
                        run,
                        new Run(
                                "fedcba9876543210fedcba9876543210",
                                "document-followup",
                                1,
                                "guide-2026",
                                (Value.ObjectOf) Documents.value("{document_id: guide-2026}"),
                                Instant.parse("2026-05-28T03:00:00Z"),
                                "three_days",
                                2,
                                Instant.parse("2026-06-02T01:00:00Z"))),
                Map.of(),
                Map.of(
                        "offers", Instant.parse("2026-01-01T03:00:00Z"),
                        "news", Instant.parse("2026-01-01T03:00:00Z"),
                        "sales", Instant.parse("2026-01-01T03:00:00Z")),
                Map.of(),
                Memory.NONE.withTallies(Map.of(
                        0x7123456789abcdefL, new Tally.Moments(List.of(now - 500_000, now - 80_000, now)),
                        0x6123456789abcdefL, new Tally.Total(new BigDecimal("14")),
                        0x5123456789abcdefL, new Tally.Moments(List.of(now)),
                        0x4123456789abcdefL, new Tally.Total(new BigDecimal("128400")),
                        0x3123456789abcdefL, new Tally.Pairs(List.of(now * 1000 + 17), List.of(), false))));
        assertThat(StateCodec.write(state)).hasSizeLessThanOrEqualTo(400);
    }

    @Example
    void ofACustomerNothingIsKnownOfThereIsLittleToKeep() {
        assertThat(StateCodec.write(CustomerState.unknown(1))).hasSize(2);
        assertThat(StateCodec.read(new byte[0], 9, Value.ObjectOf.EMPTY)).isEqualTo(CustomerState.unknown(9));
    }

    @Provide
    Arbitrary<CustomerState> states() {
        Arbitrary<String> word =
                Arbitraries.strings().all().excludeChars(surrogates()).ofMaxLength(12);
        Arbitrary<Instant> moment = Combinators.combine(
                        Arbitraries.longs().between(Instant.MIN.getEpochSecond(), Instant.MAX.getEpochSecond()),
                        Arbitraries.integers().between(0, 999_999_999))
                .as(Instant::ofEpochSecond);
        Arbitrary<Value.ObjectOf> entry =
                Arbitraries.maps(word, Histories.values()).ofMaxSize(4).map(Value.ObjectOf::new);
        Arbitrary<Integer> count = Arbitraries.integers().between(0, Integer.MAX_VALUE);
        Arbitrary<Run> run = Combinators.combine(
                        word, count, word.injectNull(0.3), entry, moment, count, moment.injectNull(0.3), moment)
                .as((name, version, key, properties, started, visit, due, entryAt) -> new Run(
                        name + "-id", name, version, key, properties, started, name, visit, due, entryAt, properties));
        Arbitrary<Map<Passage, Instant>> passages = Arbitraries.maps(
                        Combinators.combine(word, word.injectNull(0.3)).as(Passage::new), moment)
                .ofMaxSize(5);
        Arbitrary<Map<String, Boolean>> consents =
                Arbitraries.maps(word, Arbitraries.of(true, false)).ofMaxSize(4);
        Arbitrary<Map<String, Instant>> moments = Arbitraries.maps(word, moment).ofMaxSize(4);
        Arbitrary<List<Long>> times = Arbitraries.longs()
                .between(-250_000_000_000_000L, 250_000_000_000_000L)
                .list()
                .ofMaxSize(4);
        Arbitrary<BigDecimal> amount =
                Arbitraries.bigDecimals().ofScale(6).map(number -> new Value.Number(number).number());
        Arbitrary<Tally> tally = Arbitraries.oneOf(
                amount.map(Tally.Total::new),
                times.map(Tally.Moments::new),
                Combinators.combine(times, amount)
                        .as((all, number) -> new Tally.Amounts(all.stream()
                                .map(second -> new Tally.Amount(second, number))
                                .toList())),
                Combinators.combine(times, Arbitraries.integers())
                        .as((all, value) -> new Tally.Distinct(all.stream()
                                .map(second -> new Tally.Seen(value, second))
                                .toList())),
                Combinators.combine(times, times, Arbitraries.of(true, false)).as(Tally.Pairs::new));
        Arbitrary<Memory> memory = Combinators.combine(
                        moments,
                        moments,
                        Combinators.combine(moment, word, word, word)
                                .as(Memory.Contact::new)
                                .list()
                                .ofMaxSize(4),
                        Combinators.combine(moments, moment.injectNull(0.3), moments)
                                .as(Memory.Guarded::new),
                        Arbitraries.maps(Arbitraries.longs(), tally).ofMaxSize(4))
                .as((timers, inside, contacts, guarded, tallies) -> new Memory(timers, inside, contacts)
                        .withGuarded(guarded)
                        .withTallies(tallies));
        Arbitrary<StepMemory> steps = Combinators.combine(
                        Arbitraries.integers().between(0, 100).list().ofSize(24),
                        Arbitraries.of(true, false),
                        Combinators.combine(run, moment)
                                .as(StepMemory.Parting::new)
                                .list()
                                .ofMaxSize(2))
                .as((hours, known, partings) -> new StepMemory(known ? hours : List.of(), partings));
        Arbitrary<Memory> whole = Combinators.combine(
                        memory,
                        steps,
                        Combinators.combine(
                                        moments, Arbitraries.maps(word, days()).ofMaxSize(3))
                                .as(Past::new))
                .as((remembered, ofSteps, past) -> remembered.withSteps(ofSteps).withPast(past));
        return Combinators.combine(consents, run.list().ofMaxSize(4), passages, passages, moment, whole)
                .as((said, runs, left, reached, at, remembered) -> new CustomerState(
                        5,
                        Value.ObjectOf.EMPTY,
                        said,
                        runs,
                        left,
                        said.keySet().stream().collect(java.util.stream.Collectors.toMap(topic -> topic, topic -> at)),
                        reached,
                        remembered));
    }

    private static Arbitrary<java.util.SortedMap<Integer, Integer>> days() {
        return Arbitraries.maps(
                        Arbitraries.integers().between(0, 30_000),
                        Arbitraries.integers().between(1, 1_000_000))
                .ofMaxSize(5)
                .map(java.util.TreeMap::new);
    }

    private static char[] surrogates() {
        char[] surrogates = new char[0xE000 - 0xD800];
        for (int i = 0; i < surrogates.length; i++) {
            surrogates[i] = (char) (0xD800 + i);
        }
        return surrogates;
    }

    @Property(tries = 500)
    void whatWasWrittenIsRead(@ForAll("states") CustomerState state) {
        byte[] bytes = StateCodec.write(state);
        assertThat(StateCodec.read(bytes, 5, Value.ObjectOf.EMPTY)).isEqualTo(state);
        assertThat(StateCodec.write(StateCodec.read(bytes, 5, Value.ObjectOf.EMPTY)))
                .isEqualTo(bytes);
    }

    @Property(tries = 500)
    void bytesThatWereCutOffOrSpoiltAreRefusedOrReadButNeverWorse(
            @ForAll("states") CustomerState state, @ForAll int where, @ForAll byte what) {
        byte[] bytes = StateCodec.write(state);
        int at = Math.floorMod(where, bytes.length);
        if (at > 0) {
            assertThatThrownBy(() -> StateCodec.read(Arrays.copyOf(bytes, at), 5, Value.ObjectOf.EMPTY))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        byte[] spoilt = bytes.clone();
        spoilt[at] = what;
        try {
            StateCodec.read(spoilt, 5, Value.ObjectOf.EMPTY);
        } catch (IllegalArgumentException expected) {
            assertThat(expected).hasMessageContaining("Customer state");
        }
    }

    @Example
    void otherFormatsAreRefused() {
        assertThatThrownBy(() -> StateCodec.read(new byte[] {9, 0, 0}, 1, Value.ObjectOf.EMPTY))
                .hasMessage("Customer state of format 9; the newest known is 3");
    }
}
