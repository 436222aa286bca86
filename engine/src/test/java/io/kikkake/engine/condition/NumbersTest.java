package io.kikkake.engine.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.condition.Counting.Aggregate;
import io.kikkake.engine.state.Tally;
import io.kikkake.engine.state.Tally.Amount;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

    @ParameterizedTest
    @CsvSource({
        "8000, 8000",
        "1E+14, 100000000000000",
        "999999999999999, 999999999999999",
        "12345678.12345678, 12345678.123457",
        "1.5000005, 1.5",
        "0.000001, 0.000001",
        "0.0000006, 0.000001",
        "-0.0000006, -0.000001",
        "0.00000009, 0",
        "1E-2000000000, 0",
        "0, 0"
    })
    void aNumberIsKeptToSixDecimals(BigDecimal told, BigDecimal kept) {
        assertThat(Numbers.modest(told)).isEqualByComparingTo(kept);
    }

    @ParameterizedTest
    @CsvSource({"1000000000000000", "-1000000000000000.5", "1E+15", "1E+2000000000"})
    void whatHasMoreThanFifteenDigitsBeforeThePointIsNoAmount(BigDecimal told) {
        assertThat(Numbers.modest(told)).isNull();
    }

    @Test
    void ofAHundredDigitsMostAreCutOffAndOfMoreNothingIsKept() {
        assertThat(Numbers.modest(new BigDecimal("0." + "3".repeat(100)))).isEqualByComparingTo("0.333333");
        assertThat(Numbers.modest(new BigDecimal("0." + "3".repeat(101)))).isNull();
    }

    private static Tally.Amounts amounts(Aggregate aggregate, long... secondsAndAmounts) {
        var amounts = Tally.Amounts.NONE;
        for (int i = 0; i < secondsAndAmounts.length; i += 2) {
            amounts = Numbers.with(amounts, amount(secondsAndAmounts[i], secondsAndAmounts[i + 1]), aggregate);
        }
        return amounts;
    }

    private static Amount amount(long second, long amount) {
        return new Amount(second, BigDecimal.valueOf(amount));
    }

    @Test
    void amountsOfOneSecondAreOne() {
        assertThat(amounts(Aggregate.SUM, 10, 5, 20, 7, 20, 3).amounts())
                .containsExactly(amount(10, 5), amount(20, 10));
        assertThat(amounts(Aggregate.MAX, 10, 5, 10, 3).amounts()).containsExactly(amount(10, 5));
    }

    @Test
    void whatComesLateTakesThePlaceOfItsTime() {
        assertThat(amounts(Aggregate.SUM, 20, 2, 40, 4, 30, 3, 10, 1, 20, 5).amounts())
                .containsExactly(amount(10, 1), amount(20, 7), amount(30, 3), amount(40, 4));
    }

    @Test
    void whatALaterAmountOutdoesIsForgotten() {
        assertThat(amounts(Aggregate.MIN, 10, 5, 20, 7, 30, 6).amounts()).containsExactly(amount(10, 5), amount(30, 6));
        assertThat(amounts(Aggregate.MIN, 10, 5, 20, 7, 30, 5).amounts()).containsExactly(amount(30, 5));
        assertThat(amounts(Aggregate.MAX, 10, 5, 20, 3, 30, 4).amounts()).containsExactly(amount(10, 5), amount(30, 4));
        assertThat(amounts(Aggregate.MAX, 10, 5, 20, 6).amounts()).containsExactly(amount(20, 6));
    }

    @Test
    void ofASumNothingIsOutdone() {
        assertThat(amounts(Aggregate.SUM, 10, 0, 20, 9, 30, 0).amounts()).hasSize(3);
    }

    /** As many as may be, ten seconds apart, of one each. */
    private static Tally.Amounts full() {
        var amounts = new ArrayList<Amount>();
        for (int i = 0; i < Tally.MOST; i++) {
            amounts.add(amount(10L * i, 1));
        }
        return new Tally.Amounts(amounts);
    }

    @Test
    void asManyAsMayBeAreKeptApart() {
        List<Amount> all = full().amounts();
        Tally.Amounts allButOne = new Tally.Amounts(all.subList(0, all.size() - 1));
        assertThat(Numbers.with(allButOne, all.getLast(), Aggregate.SUM)).isEqualTo(full());
    }

    @Test
    void ofMoreThoseNearestToEachOtherArePutTogetherAndLeaveWithTheLaterOne() {
        List<Amount> all = Numbers.with(full(), amount(304, 5), Aggregate.SUM).amounts();
        assertThat(all).hasSize(Tally.MOST).contains(amount(304, 6), amount(290, 1), amount(310, 1));
        assertThat(all).extracting(Amount::second).doesNotContain(300L).isSorted();
    }

    @Test
    void theLastTwoMayBeTheNearest() {
        List<Amount> all = Numbers.with(full(), amount(633, 5), Aggregate.SUM).amounts();
        assertThat(all).hasSize(Tally.MOST).endsWith(amount(620, 1), amount(633, 6));
    }

    @Test
    void ofPairsEquallyNearTheOldestIsPutTogether() {
        List<Amount> all = Numbers.with(full(), amount(640, 5), Aggregate.SUM).amounts();
        assertThat(all).hasSize(Tally.MOST).startsWith(amount(10, 2), amount(20, 1));
    }
}
