package io.kikkake.engine.state;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is kept of a customer's events so that a condition about them can be answered without looking back. Immutable. */
public sealed interface Tally {

    /** Most events, amounts or values any tally keeps apart. */
    int MOST = 64;

    /** One number: how many, their sum, the least or the greatest. */
    record Total(BigDecimal amount) implements Tally {
        public Total {
            amount = canonical(amount);
        }
    }

    /**
     * When events happened.
     *
     * @param seconds since 1970, in ascending order
     */
    record Moments(List<Long> seconds) implements Tally {

        public static final Moments NONE = new Moments(List.of());

        public Moments {
            seconds = List.copyOf(seconds);
        }

        /** With one more; of too many the oldest goes. */
        public Moments with(long second, int most) {
            var all = new ArrayList<>(seconds);
            int at = all.size();
            while (at > 0 && all.get(at - 1) > second) {
                at--;
            }
            all.add(at, second);
            return new Moments(all.size() > most ? all.subList(all.size() - most, all.size()) : all);
        }
    }

    /**
     * Numbers and when they came up.
     *
     * @param amounts in ascending order of time, at most one a second
     */
    record Amounts(List<Amount> amounts) implements Tally {

        public static final Amounts NONE = new Amounts(List.of());

        public Amounts {
            amounts = List.copyOf(amounts);
        }
    }

    /** @param second since 1970 */
    record Amount(long second, BigDecimal amount) {
        public Amount {
            amount = canonical(amount);
        }
    }

    /**
     * Different values.
     *
     * @param values in ascending order of when each came up last
     */
    record Distinct(List<Seen> values) implements Tally {

        public static final Distinct NONE = new Distinct(List.of());

        public Distinct {
            values = List.copyOf(values);
        }

        /** With one more; of too many the one that came up longest ago goes. */
        public Distinct with(Seen seen, int most) {
            var all = new ArrayList<>(values);
            @Nullable Seen known = null;
            for (Seen each : values) {
                if (each.value() == seen.value()) {
                    known = each;
                }
            }
            if (known != null && known.second() >= seen.second()) {
                return this;
            }
            all.remove(known);
            int at = all.size();
            while (at > 0 && all.get(at - 1).second() > seen.second()) {
                at--;
            }
            all.add(at, seen);
            return new Distinct(all.size() > most ? all.subList(all.size() - most, all.size()) : all);
        }
    }

    /**
     * A value that came up.
     *
     * @param value a hash of it
     * @param second since 1970, the last time
     */
    record Seen(int value, long second) {}

    /**
     * Events of two kinds, one of which is to follow the other.
     *
     * @param firsts when those happened that still wait to be followed, in milliseconds since 1970, in ascending order
     * @param thens when the latest happened that follow, likewise
     * @param followed one followed in time
     */
    record Pairs(List<Long> firsts, List<Long> thens, boolean followed) implements Tally {

        public static final Pairs NONE = new Pairs(List.of(), List.of(), false);
        public static final Pairs FOLLOWED = new Pairs(List.of(), List.of(), true);

        public Pairs {
            firsts = List.copyOf(firsts);
            thens = List.copyOf(thens);
        }
    }

    /** 10, 10.0 and 1E+1 are one number and must be one state. */
    private static BigDecimal canonical(BigDecimal amount) {
        return amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
    }
}
