package io.kikkake.engine.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.Customer;
import io.kikkake.engine.Documents;
import io.kikkake.engine.scenario.EventPattern;
import io.kikkake.engine.scenario.Trigger;
import io.kikkake.engine.value.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {

    private static final Value.ObjectOf CUSTOMER = (Value.ObjectOf) Documents.value("""
            {plan: pro, empty: "", blank: " ", nothing: null, tags: [vip, 東京], none: [], address: {city: 大阪},
             points: 10, exact: 10.00, text10: "10", member: true, work: {city: 大阪}, home: {city: 東京},
             office: {city: 大阪, floor: 3}, both: [vip, 東京], swapped: [東京, vip], longer: [vip, 東京, new]}
            """);
    private static final Value.ObjectOf EVENT = Customer.properties(
            "cart_id", "c-1", "value", 8000, "items", List.of(Map.of("sku", "A"), Map.of("sku", "B")));
    private static final Value.ObjectOf ENTRY = Customer.properties("cart_id", "c-1", "limit", 9000);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {attribute: plan, equals: pro}                    | TRUE
            {attribute: plan, equals: free}                   | FALSE
            {attribute: plan, not-equals: free}               | TRUE
            {attribute: missing, equals: pro}                 | UNKNOWN
            {attribute: missing, not-equals: pro}             | UNKNOWN
            {attribute: nothing, not-equals: pro}             | UNKNOWN
            {not: {attribute: missing, equals: pro}}          | UNKNOWN
            {attribute: points, equals: 10}                   | TRUE
            {attribute: points, equals: {attribute: exact}}   | TRUE
            {attribute: text10, equals: 10}                   | FALSE
            {attribute: text10, not-equals: 10}               | TRUE
            {attribute: text10, at-least: 1}                  | UNKNOWN
            {attribute: points, greater-than: 10}             | FALSE
            {attribute: points, at-least: 10}                 | TRUE
            {attribute: points, greater-than: 9}              | TRUE
            {attribute: points, less-than: 10.5}              | TRUE
            {attribute: points, less-than: 10}                | FALSE
            {attribute: points, less-than: 9}                 | FALSE
            {attribute: points, at-most: 10}                  | TRUE
            {attribute: points, less-than: 100}               | TRUE
            {attribute: points, less-than: -100}              | FALSE
            {attribute: points, greater-than: -1}             | TRUE
            {attribute: points, at-most: 9}                   | FALSE
            {attribute: missing, at-most: 9}                  | UNKNOWN
            {attribute: member, equals: true}                 | TRUE
            {attribute: plan, in: [pro, team]}                | TRUE
            {attribute: plan, not-in: [free]}                 | TRUE
            {attribute: missing, not-in: [free]}              | UNKNOWN
            {attribute: tags, has: vip}                       | TRUE
            {attribute: tags, has: 大阪}                       | FALSE
            {attribute: plan, has: vip}                       | UNKNOWN
            {attribute: missing, has: vip}                    | UNKNOWN
            {attribute: address.city, contains: 阪}            | TRUE
            {attribute: address.city, starts-with: 大}         | TRUE
            {attribute: address.city, ends-with: 大}           | FALSE
            {attribute: points, contains: "1"}                | UNKNOWN
            {attribute: plan, matches: "^p.o$"}               | TRUE
            {attribute: plan, matches: "^r"}                  | FALSE
            {attribute: points, matches: "1"}                 | UNKNOWN
            {attribute: plan, exists: true}                   | TRUE
            {attribute: nothing, exists: true}                | FALSE
            {attribute: missing, exists: false}               | TRUE
            {attribute: empty, exists: true}                  | TRUE
            {attribute: empty, empty: true}                   | TRUE
            {attribute: blank, empty: true}                   | TRUE
            {attribute: none, empty: true}                    | TRUE
            {attribute: missing, empty: true}                 | TRUE
            {attribute: points, empty: false}                 | TRUE
            {attribute: points, empty: true}                  | FALSE
            {attribute: member, empty: true}                  | FALSE
            {attribute: tags, empty: true}                    | FALSE
            {attribute: address, empty: true}                 | FALSE
            {attribute: address, equals: {attribute: work}}   | TRUE
            {attribute: address, equals: {attribute: home}}   | FALSE
            {attribute: address, equals: {attribute: office}} | FALSE
            {attribute: office, equals: {attribute: address}} | FALSE
            {attribute: address, equals: {attribute: plan}}   | FALSE
            {attribute: tags, equals: {attribute: both}}      | TRUE
            {attribute: tags, equals: {attribute: swapped}}   | FALSE
            {attribute: tags, equals: {attribute: longer}}    | FALSE
            {attribute: longer, equals: {attribute: tags}}    | FALSE
            {property: items.1.sku, equals: B}                | TRUE
            {property: items.2.sku, equals: B}                | UNKNOWN
            {property: cart_id, equals: {entry: cart_id}}     | TRUE
            {property: cart_id, equals: {entry: missing}}     | UNKNOWN
            {property: value, less-than: {entry: limit}}      | TRUE
            {property: value, at-least: 5000, at-most: 7000}  | FALSE
            {all: [{attribute: plan, equals: pro}, {attribute: missing, equals: 1}]}  | UNKNOWN
            {all: [{attribute: plan, equals: free}, {attribute: missing, equals: 1}]} | FALSE
            {any: [{attribute: plan, equals: pro}, {attribute: missing, equals: 1}]}  | TRUE
            {any: [{attribute: plan, equals: free}, {attribute: missing, equals: 1}]} | UNKNOWN
            """)
    void comesTo(String condition, Truth expected) {
        assertThat(read(condition).truth(new Facts(CUSTOMER, EVENT, ENTRY))).isEqualTo(expected);
    }

    @Test
    void onlyTrueLetsAnythingHappen() {
        assertThat(read("{attribute: missing, not-equals: pro}").holds(new Facts(CUSTOMER, EVENT, ENTRY)))
                .isFalse();
    }

    @Test
    void whereThereIsNoEventItsPropertiesAreMissing() {
        assertThat(read("{property: value, exists: true}").truth(new Facts(CUSTOMER, null, null)))
                .isEqualTo(Truth.FALSE);
        assertThat(read("{property: value, equals: 1}").truth(new Facts(CUSTOMER, null, null)))
                .isEqualTo(Truth.UNKNOWN);
    }

    @Test
    void astronomicNumbersCompareAtOnce() {
        var huge = new Value.Number(new BigDecimal("1E+2000000000"));
        var facts = new Facts(new Value.ObjectOf(Map.of("n", huge)), null, null);
        assertThat(read("{attribute: n, greater-than: 1}").truth(facts)).isEqualTo(Truth.TRUE);
        assertThat(read("{attribute: n, equals: {attribute: n}}").truth(facts)).isEqualTo(Truth.TRUE);
    }

    @Test
    void astronomicNumbersCompareBelowZeroToo() {
        var facts = new Facts(
                new Value.ObjectOf(Map.of(
                        "debt", new Value.Number(new BigDecimal("-1E+2000000000")),
                        "dust", new Value.Number(new BigDecimal("1E-2000000000")))),
                null,
                null);
        assertThat(read("{attribute: debt, less-than: -1}").truth(facts)).isEqualTo(Truth.TRUE);
        assertThat(read("{attribute: debt, greater-than: -1}").truth(facts)).isEqualTo(Truth.FALSE);
        assertThat(read("{attribute: dust, less-than: 1}").truth(facts)).isEqualTo(Truth.TRUE);
        assertThat(read("{attribute: dust, greater-than: 0}").truth(facts)).isEqualTo(Truth.TRUE);
        assertThat(read("{attribute: dust, at-most: 0}").truth(facts)).isEqualTo(Truth.FALSE);
    }

    @Test
    void whatIsNestedInReasonIsCompared() {
        var facts = new Facts(
                (Value.ObjectOf) Documents.value(
                        "{a: {b: {c: [1, {d: 2}]}}, same: {b: {c: [1, {d: 2}]}}," + " other: {b: {c: [1, {d: 3}]}}}"),
                null,
                null);
        assertThat(read("{attribute: a, equals: {attribute: same}}").truth(facts))
                .isEqualTo(Truth.TRUE);
        assertThat(read("{attribute: a, equals: {attribute: other}}").truth(facts))
                .isEqualTo(Truth.FALSE);
    }

    @Test
    void outsideAnyProjectThereIsNeitherConsentNorSegmentNorAnyRun() {
        var facts = new Facts(CUSTOMER, EVENT, ENTRY);
        assertThat(read("{consent: news, given: true}").truth(facts)).isEqualTo(Truth.UNKNOWN);
        assertThat(read("{in-scenario: welcome}").truth(facts)).isEqualTo(Truth.FALSE);
        assertThat(read("{been-in-scenario: welcome}").truth(facts)).isEqualTo(Truth.FALSE);
        assertThat(read("{attribute: birthday, on-day: \"1970-01-01\"}")
                        .truth(new Facts(Customer.properties("birthday", "1970-01-01T00:00:00"), null, null)))
                .isEqualTo(Truth.TRUE);
        assertThat(read("{attribute: birthday, anniversary: today}")
                        .truth(new Facts(Customer.properties("birthday", "01-01"), null, null)))
                .isEqualTo(Truth.TRUE);
    }

    @Test
    void valuesNestedBeyondReasonAreNotComparedAndDoNoHarm() {
        Value deep = Value.of(1);
        Value other = Value.of(1);
        for (int i = 0; i < 100_000; i++) {
            deep = new Value.ListOf(List.of(deep));
            other = new Value.ListOf(List.of(other));
        }
        var facts = new Facts(new Value.ObjectOf(Map.of("a", deep, "b", other)), null, null);
        assertThat(read("{attribute: a, equals: {attribute: b}}").truth(facts)).isEqualTo(Truth.UNKNOWN);
    }

    @Test
    void aPatternCannotBeMadeToRunForEver() {
        var facts = new Facts(new Value.ObjectOf(Map.of("text", Value.of("a".repeat(50_000) + "b"))), null, null);
        assertThat(read("{attribute: text, matches: \"^(a+)+$\"}").truth(facts)).isEqualTo(Truth.FALSE);
    }

    private static Condition read(String condition) {
        var scenario = Documents.scenario("""
                scenario: s
                name: s
                topic: t
                trigger: {event: e, where: %s}
                steps: [{id: x, exit: true}]
                """.formatted(condition));
        return switch (scenario.trigger()) {
            case Trigger.OnEvent(EventPattern(var event, var where)) -> where;
            default -> throw new AssertionError(scenario.trigger());
        };
    }
}
