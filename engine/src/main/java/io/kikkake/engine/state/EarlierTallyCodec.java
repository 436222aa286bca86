package io.kikkake.engine.state;

import io.kikkake.engine.state.Tally.Amount;
import io.kikkake.engine.state.Tally.Seen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads tallies as format 2 has them. */
final class EarlierTallyCodec {

    private static final int TOTAL = 1;
    private static final int MOMENTS = 2;
    private static final int AMOUNTS = 3;
    private static final int DISTINCT = 4;
    private static final int PAIRS = 5;

    /** The year 9999 in milliseconds. */
    private static final long FARTHEST = 253_402_300_799_999L;

    private EarlierTallyCodec() {}

    static Map<Long, Tally> read(EarlierReader in) {
        int size = in.count();
        var tallies = new HashMap<Long, Tally>();
        for (int i = 0; i < size; i++) {
            tallies.put(in.fixed(Long.BYTES), tally(in));
        }
        return tallies;
    }

    private static Tally tally(EarlierReader in) {
        int kind = in.raw();
        return switch (kind) {
            case TOTAL -> new Tally.Total(in.amount());
            case MOMENTS -> new Tally.Moments(times(in));
            case AMOUNTS -> {
                var amounts = new ArrayList<Amount>();
                for (long second : times(in)) {
                    amounts.add(new Amount(second, in.amount()));
                }
                yield new Tally.Amounts(amounts);
            }
            case DISTINCT -> {
                var values = new ArrayList<Seen>();
                for (long second : times(in)) {
                    values.add(new Seen((int) in.fixed(Integer.BYTES), second));
                }
                yield new Tally.Distinct(values);
            }
            case PAIRS -> {
                boolean followed = in.bool();
                List<Long> firsts = times(in);
                yield new Tally.Pairs(firsts, times(in), followed);
            }
            default -> throw new IllegalArgumentException("Customer state has a tally of kind " + kind);
        };
    }

    private static List<Long> times(EarlierReader in) {
        int size = in.count();
        var times = new ArrayList<Long>(size);
        long time = 0;
        for (int i = 0; i < size; i++) {
            time += in.signed();
            if (time > FARTHEST || time < -FARTHEST) {
                throw new IllegalArgumentException("Customer state has a tally with a time out of range");
            }
            times.add(time);
        }
        return times;
    }
}
