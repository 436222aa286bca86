package io.kikkake.engine.condition;

import io.kikkake.engine.condition.Counting.Aggregate;
import io.kikkake.engine.state.Tally;
import io.kikkake.engine.state.Tally.Amount;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Arithmetic of tallies: numbers stay short whatever events bring, and lists too. */
final class Numbers {

    /** Digits before the point, at most: what is larger is no amount of anything. */
    private static final int MOST_DIGITS = 15;

    /** Digits behind the point that are kept. */
    private static final int DECIMALS = 6;

    private static final int LONGEST = 100;

    private Numbers() {}

    /** The number to six decimals; null where it is beyond a thousand billion. */
    static @Nullable BigDecimal modest(BigDecimal number) {
        long digits = (long) number.precision() - number.scale();
        if (digits > MOST_DIGITS || number.precision() > LONGEST) {
            return null;
        }
        if (digits < -DECIMALS) {
            return BigDecimal.ZERO;
        }
        return number.scale() <= DECIMALS ? number : number.setScale(DECIMALS, RoundingMode.HALF_EVEN);
    }

    static BigDecimal together(Aggregate aggregate, BigDecimal one, BigDecimal another) {
        return switch (aggregate) {
            case MIN -> one.min(another);
            case MAX -> one.max(another);
            default -> one.add(another);
        };
    }

    /** The amounts with one more, no more of them than may be. */
    static Tally.Amounts with(Tally.Amounts known, Amount added, Aggregate aggregate) {
        var all = new ArrayList<>(known.amounts());
        int at = all.size();
        while (at > 0 && all.get(at - 1).second() > added.second()) {
            at--;
        }
        if (at > 0 && all.get(at - 1).second() == added.second()) {
            Amount same = all.get(at - 1);
            all.set(at - 1, new Amount(same.second(), together(aggregate, same.amount(), added.amount())));
        } else {
            all.add(at, added);
        }
        if (aggregate == Aggregate.MIN || aggregate == Aggregate.MAX) {
            dropOutdone(all, aggregate);
        }
        if (all.size() > Tally.MOST) {
            uniteNearest(all, aggregate);
        }
        return new Tally.Amounts(all);
    }

    /** What a later amount outdoes can never be the least, or greatest, again: it leaves the window before that one. */
    private static void dropOutdone(List<Amount> all, Aggregate aggregate) {
        for (int i = all.size() - 2; i >= 0; i--) {
            BigDecimal later = all.get(i + 1).amount();
            if (together(aggregate, later, all.get(i).amount()).compareTo(later) == 0) {
                all.remove(i);
            }
        }
    }

    private static void uniteNearest(List<Amount> all, Aggregate aggregate) {
        int nearest = 0;
        for (int i = 1; i + 1 < all.size(); i++) {
            if (gap(all, i) < gap(all, nearest)) {
                nearest = i;
            }
        }
        Amount later = all.remove(nearest + 1);
        BigDecimal both = together(aggregate, all.get(nearest).amount(), later.amount());
        all.set(nearest, new Amount(later.second(), both));
    }

    private static long gap(List<Amount> all, int i) {
        return all.get(i + 1).second() - all.get(i).second();
    }
}
