package io.kikkake.engine.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.Documents;
import io.kikkake.engine.Histories;
import io.kikkake.engine.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A sound document with one thing in it replaced: reader and schema stay in step, and nobody stumbles. */
class SpoiltDocumentTest {

    private static final Value SOUND =
            Documents.value(Documents.resource("/io/kikkake/engine/scenario/everything.yaml"));
    private static final List<Value> PARTS = new ArrayList<>();
    private static final Set<String> WORDS = new TreeSet<>();

    static {
        collect(SOUND);
    }

    private static void collect(Value value) {
        PARTS.add(value);
        switch (value) {
            case Value.ObjectOf(var fields) ->
                fields.forEach((name, field) -> {
                    WORDS.add(name);
                    collect(field);
                });
            case Value.ListOf(var items) -> items.forEach(SpoiltDocumentTest::collect);
            default -> {}
        }
    }

    /** Other parts of the document in the wrong place, and nonsense. */
    @Provide
    Arbitrary<Value> replacements() {
        return Arbitraries.oneOf(
                Arbitraries.of(PARTS),
                Arbitraries.of(WORDS).map(Value::of),
                Arbitraries.of("1h", "10:00", "jp", "end", "", " ", "0d", "25:00", "(")
                        .map(Value::of),
                Histories.values().filter(value -> !(value instanceof Value.Number(var number)) || isModest(number)));
    }

    /** The validator itself throws at numbers beyond 64 bits. */
    private static boolean isModest(BigDecimal number) {
        return Math.abs((long) number.precision() - number.scale()) < 18;
    }

    @Property(tries = 1000)
    void isRefusedByBothOrReadAndTold(@ForAll int where, @ForAll("replacements") Value replacement) {
        Value document = new Replacing(Math.floorMod(where, PARTS.size()), replacement).in(SOUND);
        boolean sound = InvalidScenariosTest.SCHEMA
                .validate(InvalidScenariosTest.json(document))
                .isEmpty();
        try {
            Scenario scenario = ScenarioReader.read(document);
            assertThat(Readback.of(scenario).ja()).isNotEmpty();
            assertThat(Graph.of(scenario).nodes()).isNotEmpty();
            assertThat(sound).as("the schema refuses what the reader reads").isTrue();
        } catch (DefinitionInvalid refusal) {
            assertThat(refusal.problems()).isNotEmpty();
            boolean onlyReaderCanTell = refusal.problems().stream().allMatch(SpoiltDocumentTest::isBeyondSchemas);
            assertThat(sound).as(refusal.getMessage()).isEqualTo(onlyReaderCanTell);
        }
    }

    private static boolean isBeyondSchemas(Problem problem) {
        return List.of(
                        "There is no step",
                        "There is no message",
                        "There are two steps",
                        "No way leads",
                        "A loop needs a wait",
                        "no regular expression",
                        "few counted repetitions",
                        "end when they begin",
                        "Conditions nest",
                        "There is no such day",
                        "A past event is counted",
                        "The last day comes before",
                        "is a number of days up to",
                        "is not in the catalog itself",
                        "cannot leave out",
                        "The weights add up",
                        "There are two arms",
                        "An answer is awaited")
                .stream()
                .anyMatch(problem.message()::contains);
    }

    /** Copies a value with the n-th part of it replaced, counted as they are written. */
    private static final class Replacing {

        private final Value replacement;
        private int left;

        Replacing(int n, Value replacement) {
            this.left = n;
            this.replacement = replacement;
        }

        Value in(Value value) {
            if (left-- == 0) {
                return replacement;
            }
            return switch (value) {
                case Value.ObjectOf(var fields) -> {
                    var copy = new LinkedHashMap<String, Value>();
                    fields.forEach((name, field) -> copy.put(name, in(field)));
                    yield new Value.ObjectOf(copy);
                }
                case Value.ListOf(var items) ->
                    new Value.ListOf(items.stream().map(this::in).toList());
                default -> value;
            };
        }
    }
}
