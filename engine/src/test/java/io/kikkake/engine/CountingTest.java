package io.kikkake.engine;

import static io.kikkake.engine.Customer.tokyo;
import static io.kikkake.engine.condition.Truth.FALSE;
import static io.kikkake.engine.condition.Truth.TRUE;
import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.condition.Truth;
import io.kikkake.engine.state.Tally;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is counted of the past, and for how long it is kept. */
class CountingTest {

    private static Tally kept(Asking asking) {
        return asking.customer().state().memory().tallies().values().iterator().next();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            greater-than: 2 | TRUE
            greater-than: 3 | FALSE
            at-least: 3     | TRUE
            at-least: 4     | FALSE
            less-than: 4    | TRUE
            less-than: 3    | FALSE
            at-most: 3      | TRUE
            at-most: 2      | FALSE
            equals: 3       | TRUE
            equals: 2       | FALSE
            """)
    void threeTimesIsAsOftenAsThat(String asked, Truth truth) {
        for (String window : new String[] {"", ", within: 7d"}) {
            Asking asking = Asking.of("{performed: Viewed, " + asked + window + "}");
            asking.customer().does("Viewed").does("Viewed").does("Viewed");
            assertThat(asking.truth()).isEqualTo(truth);
        }
    }

    @Test
    void whatDoesNotCountLeavesWhatDidAsItWas() {
        Asking asking = Asking.of("{performed: Ordered, where: {property: total, at-least: 5000}, at-least: 2}");
        asking.customer()
                .does("Ordered", "total", 9000)
                .does("Ordered", "total", 9000)
                .does("Ordered", "total", 100);
        assertThat(asking.truth()).isEqualTo(TRUE);
        Asking sum = Asking.of("{performed: Ordered, sum: total, equals: 300}");
        sum.customer().does("Ordered", "total", 300).does("Ordered", "total", "a lot");
        assertThat(sum.truth()).isEqualTo(TRUE);
    }

    @Test
    void theFirstStaysTheFirstAndTheLastTheLastWhateverOrderTheyComeIn() {
        Asking first = Asking.of("{performed: Ordered, first: {before: \"2026-06-02\"}}");
        first.customer().at("2026-06-05T12:00").does("Ordered");
        assertThat(first.truth()).isEqualTo(FALSE);
        first.customer().did("Ordered", tokyo("2026-06-01T12:00")).did("Ordered", tokyo("2026-06-03T12:00"));
        assertThat(first.truth()).isEqualTo(TRUE);
        Asking last = Asking.of("{performed: Ordered, last: {before: \"2026-06-02\"}}");
        last.customer().at("2026-06-05T12:00").did("Ordered", tokyo("2026-06-01T12:00"));
        assertThat(last.truth()).isEqualTo(TRUE);
        last.customer().does("Ordered").did("Ordered", tokyo("2026-06-01T13:00"));
        assertThat(last.truth()).isEqualTo(FALSE);
    }

    @Test
    void ofTwoCustomersTheFirstOfAllIsTheFirstAndTheLastOfAllTheLast() {
        for (boolean swapped : new boolean[] {false, true}) {
            String june1 = "2026-06-01T12:00";
            String june3 = "2026-06-03T12:00";
            Asking first = Asking.of("{performed: Ordered, first: {before: \"2026-06-02\"}}");
            merge(first, swapped ? june1 : june3, swapped ? june3 : june1);
            assertThat(first.truth()).isEqualTo(TRUE);
            Asking last = Asking.of("{performed: Ordered, last: {before: \"2026-06-02\"}}");
            merge(last, swapped ? june1 : june3, swapped ? june3 : june1);
            assertThat(last.truth()).isEqualTo(FALSE);
            assertThat(kept(last))
                    .isEqualTo(new Tally.Moments(java.util.List.of(tokyo(june3).getEpochSecond())));
        }
    }

    private static void merge(Asking asking, String mine, String theirs) {
        Customer other = Customer.of(asking.active()).at("2026-06-05T12:00").did("Ordered", tokyo(theirs));
        asking.customer().at("2026-06-05T12:00").did("Ordered", tokyo(mine)).absorbs(other);
    }

    @Test
    void whatHasLeftTheWindowIsForgottenWhenTheNextComes() {
        Asking distinct = Asking.of("{performed: Viewed, distinct: sku, at-least: 3, within: 7d}");
        distinct.customer().does("Viewed", "sku", "a").does("Viewed", "sku", "b");
        distinct.customer().after(Duration.ofDays(7)).does("Viewed", "sku", "c");
        assertThat(((Tally.Distinct) kept(distinct)).values()).hasSize(1);
        Asking sum = Asking.of("{performed: Viewed, sum: price, at-least: 3, within: 7d}");
        sum.customer().does("Viewed", "price", 1);
        sum.customer().after(Duration.ofDays(7)).does("Viewed", "price", 2);
        assertThat(((Tally.Amounts) kept(sum)).amounts()).hasSize(1);
    }

    /** On the morning clocks are set back, the later of two views has the earlier hour, and so leaves first. */
    @Test
    void whatLeavesFirstIsAskedFirst() {
        Asking asking = Asking.of("{performed: Viewed, at-least: 2, within: 1d}");
        asking.customer()
                .is("timezone", "America/New_York")
                .at(java.time.Instant.parse("2026-11-01T05:45:00Z"))
                .does("Viewed")
                .at(java.time.Instant.parse("2026-11-01T06:15:00Z"))
                .does("Viewed");
        assertThat(asking.truth()).isEqualTo(TRUE);
        assertThat(asking.nextChange()).isEqualTo("2026-11-02T06:15:00Z");
    }
}
