package io.kikkake.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kikkake.engine.Documents;
import io.kikkake.engine.Histories;
import io.kikkake.engine.state.CustomerState.Passage;
import io.kikkake.engine.value.Value;
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

    @Example
    void ofACustomerNothingIsKnownOfThereIsLittleToKeep() {
        assertThat(StateCodec.write(CustomerState.unknown(1))).hasSize(6);
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
        Arbitrary<Memory> memory = Combinators.combine(
                        moments,
                        moments,
                        Combinators.combine(moment, word, word, word)
                                .as(Memory.Contact::new)
                                .list()
                                .ofMaxSize(4),
                        Combinators.combine(
                                        moments, Arbitraries.maps(word, days()).ofMaxSize(3))
                                .as(Past::new))
                .as(Memory::new);
        return Combinators.combine(consents, run.list().ofMaxSize(4), passages, passages, moment, memory)
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
                .hasMessage("Customer state of format 9; the newest known is 2");
    }
}
