package io.kikkake.engine.state;

import static io.kikkake.engine.state.ByteWriter.KIND_BITS;

import io.kikkake.engine.state.Tally.Amount;
import io.kikkake.engine.state.Tally.Seen;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Writes tallies in as few bytes as they can be: kind and size in one number, times as what lies between them. */
final class TallyCodec {

    private static final int MOMENTS = 1;
    private static final int AMOUNTS = 2;
    private static final int DISTINCT = 3;

    /** These two are amounts that stand alone. */
    private static final int TOTAL = ByteWriter.DECIMAL;

    private static final int LONG_TOTAL = ByteWriter.LONG_DECIMAL;

    private static final int PAIRS = 6;
    private static final int PAIRS_FOLLOWED = 7;

    /** The year 9999 in milliseconds. */
    private static final long FARTHEST = 253_402_300_799_999L;

    private static final int MILLIS = 1000;

    private TallyCodec() {}

    static void write(ByteWriter out, Map<Long, Tally> tallies) {
        Long[] ids = tallies.keySet().toArray(new Long[0]);
        Arrays.sort(ids);
        out.unsigned(ids.length);
        for (Long id : ids) {
            out.fixed(id, Long.BYTES);
            write(out, Objects.requireNonNull(tallies.get(id)));
        }
    }

    static Map<Long, Tally> read(StateReader in) {
        int size = in.count();
        var tallies = new HashMap<Long, Tally>();
        for (int i = 0; i < size; i++) {
            tallies.put(in.fixed(Long.BYTES), tally(in));
        }
        return tallies;
    }

    private static void write(ByteWriter out, Tally tally) {
        switch (tally) {
            case Tally.Total(var amount) -> out.amount(amount);
            case Tally.Moments(var seconds) -> {
                out.kind(MOMENTS, seconds.size());
                times(out, seconds, out.second());
            }
            case Tally.Amounts(var amounts) -> {
                out.kind(AMOUNTS, amounts.size());
                times(out, amounts.stream().map(Amount::second).toList(), out.second());
                amounts.forEach(amount -> out.amount(amount.amount()));
            }
            case Tally.Distinct(var values) -> {
                out.kind(DISTINCT, values.size());
                times(out, values.stream().map(Seen::second).toList(), out.second());
                values.forEach(seen -> out.fixed(seen.value(), Integer.BYTES));
            }
            case Tally.Pairs(var firsts, var thens, var followed) -> {
                out.kind(followed ? PAIRS_FOLLOWED : PAIRS, firsts.size());
                times(out, firsts, out.second() * MILLIS);
                out.unsigned(thens.size());
                times(out, thens, out.second() * MILLIS);
            }
        }
    }

    private static Tally tally(StateReader in) {
        long head = in.unsigned();
        int kind = (int) head & (1 << KIND_BITS) - 1;
        long rest = head >>> KIND_BITS;
        return switch (kind) {
            case TOTAL, LONG_TOTAL -> new Tally.Total(in.amount(kind, rest));
            case MOMENTS -> new Tally.Moments(times(in, in.count(rest), in.second()));
            case AMOUNTS -> {
                var amounts = new ArrayList<Amount>();
                for (long second : times(in, in.count(rest), in.second())) {
                    amounts.add(new Amount(second, in.amount()));
                }
                yield new Tally.Amounts(amounts);
            }
            case DISTINCT -> {
                var values = new ArrayList<Seen>();
                for (long second : times(in, in.count(rest), in.second())) {
                    values.add(new Seen((int) in.fixed(Integer.BYTES), second));
                }
                yield new Tally.Distinct(values);
            }
            case PAIRS, PAIRS_FOLLOWED -> {
                List<Long> firsts = times(in, in.count(rest), in.second() * MILLIS);
                List<Long> thens = times(in, in.count(), in.second() * MILLIS);
                yield new Tally.Pairs(firsts, thens, kind == PAIRS_FOLLOWED);
            }
            default -> throw new IllegalArgumentException("Customer state has a tally of kind " + kind);
        };
    }

    /**
     * Each as its distance, whatever the order, but short where it ascends.
     *
     * @param near a time not far from the first
     */
    private static void times(ByteWriter out, List<Long> times, long near) {
        long before = near;
        for (long time : times) {
            out.signed(time - before);
            before = time;
        }
    }

    private static List<Long> times(StateReader in, int size, long near) {
        var times = new ArrayList<Long>(size);
        long time = near;
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
