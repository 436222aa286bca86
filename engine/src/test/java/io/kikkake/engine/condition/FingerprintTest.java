package io.kikkake.engine.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.Documents;
import io.kikkake.engine.scenario.SegmentReader;
import io.kikkake.engine.time.Span;
import io.kikkake.engine.value.Value;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is kept of customers is found by these hashes: two that are one mix things up, one that changes loses them. */
class FingerprintTest {

    private static long of(UnaryOperator<Fingerprint> added) {
        return added.apply(new Fingerprint()).toLong();
    }

    private static long of(String value) {
        return of(print -> print.add(Documents.value(value)));
    }

    private static long ofCondition(String condition) {
        return of(print -> print.add(SegmentReader.condition(Documents.value(condition))));
    }

    @Test
    void wordsThatAreCutElsewhereAreOthers() {
        assertThat(of(print -> print.add("ab").add("c")))
                .isNotEqualTo(of(print -> print.add("a").add("bc")));
    }

    @Test
    void noWordIsNotAnEmptyWord() {
        assertThat(of(print -> print.add((String) null))).isNotEqualTo(of(print -> print.add("")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1            | "1"
            true         | "true"
            [a, b]       | [a, c]
            [a, [b]]     | [a, b]
            {a: 1}       | {a: 2}
            {a: 1}       | {b: 1}
            {a: {b: 1}}  | {a: {b: 2}}
            """)
    void differentValuesHaveDifferentPrints(String one, String other) {
        assertThat(of(one)).isNotEqualTo(of(other));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {all: [{attribute: a, equals: 1}, {attribute: b, equals: 1}]} | {all: [{attribute: a, equals: 1}, {attribute: c, equals: 1}]}
            {any: [{attribute: a, equals: 1}, {attribute: b, equals: 1}]} | {any: [{attribute: a, equals: 1}, {attribute: c, equals: 1}]}
            {any: [{attribute: a, equals: 1}, {attribute: b, equals: 1}]} | {all: [{attribute: a, equals: 1}, {attribute: b, equals: 1}]}
            {not: {attribute: a, equals: 1}}                              | {attribute: a, equals: 1}
            {attribute: a, at-least: 1}                                   | {attribute: a, at-most: 1}
            {attribute: a, matches: "^a"}                                 | {attribute: a, equals: "^a"}
            {attribute: a, equals: {attribute: b}}                        | {attribute: a, equals: {attribute: c}}
            {catalog: stock, of: {attribute: a}, equals: 1}               | {catalog: stock, of: {attribute: b}, equals: 1}
            {consent: news, given: true}                                  | {consent: offers, given: true}
            """)
    void differentConditionsHaveDifferentPrints(String one, String other) {
        assertThat(ofCondition(one)).isNotEqualTo(ofCondition(other));
    }

    /** Whoever changes this makes every server forget what its customers did before. */
    @Test
    void thePrintIsTheSameInEveryVersionOfTheProgram() {
        assertThat(of(print ->
                        print.add(new Value.ListOf(List.of(Value.of("a"), Value.of(1), Documents.value("{b: true}"))))))
                .isEqualTo(-4694478875127928453L);
        assertThat(ofCondition("{any: [{attribute: a, equals: {attribute: b}}, {not: {attribute: c, matches: d}}]}"))
                .isEqualTo(8872805190096111008L);
    }

    @Test
    void soAreTheQuestionsWhetherOneEventFollowsAnother() {
        Condition all = new Condition.All(List.of());
        Span day = Span.parse("1d").orElseThrow();
        assertThat(Following.of("A", all, "B", all, day, false).id()).isEqualTo(-3465943682370554593L);
        assertThat(Following.of("A", all, "B", all, day, true).id()).isEqualTo(-8899887076224744077L);
    }
}
