package io.kikkake.engine.state;

import io.kikkake.engine.state.Tally.Amount;
import io.kikkake.engine.state.Tally.Seen;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes tallies in as few bytes as they can be: times as what lies between them. */
final class TallyCodec {

    private static final int TOTAL = 1;
    private static final int MOMENTS = 2;
    private static final int AMOUNTS = 3;
    private static final int DISTINCT = 4;
    private static final int PAIRS = 5;

    /** The year 9999 in milliseconds. */
    private static final long FARTHEST = 253_402_300_799_999L;

    private TallyCodec() {}

    static void write(ByteWriter out, Map<Long, Tally> tallies) {
        out.unsigned(tallies.size());
        new TreeMap<>(tallies).forEach((id, tally) -> {
            out.fixed(id, Long.BYTES);
            write(out, tally);
        });
    }

    static Map<Long, Tally> read(ByteReader in) {
        int size = in.count();
        var tallies = new HashMap<Long, Tally>();
        for (int i = 0; i < size; i++) {
            tallies.put(in.fixed(Long.BYTES), tally(in));
        }
        return tallies;
    }

    private static void write(ByteWriter out, Tally tally) {
        switch (tally) {
            case Tally.Total(var amount) -> {
                out.raw(TOTAL);
                out.amount(amount);
            }
            case Tally.Moments(var seconds) -> {
                out.raw(MOMENTS);
                times(out, seconds);
            }
            case Tally.Amounts(var amounts) -> {
                out.raw(AMOUNTS);
                times(out, amounts.stream().map(Amount::second).toList());
                amounts.forEach(amount -> out.amount(amount.amount()));
            }
            case Tally.Distinct(var values) -> {
                out.raw(DISTINCT);
                times(out, values.stream().map(Seen::second).toList());
                values.forEach(seen -> out.fixed(seen.value(), Integer.BYTES));
            }
            case Tally.Pairs(var firsts, var thens, var followed) -> {
                out.raw(PAIRS);
                out.bool(followed);
                times(out, firsts);
                times(out, thens);
            }
        }
    }

    private static Tally tally(ByteReader in) {
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

    /** The first as it is, each other as its distance: whatever the order, but short where it ascends. */
    private static void times(ByteWriter out, List<Long> times) {
        out.unsigned(times.size());
        long before = 0;
        for (long time : times) {
            out.signed(time - before);
            before = time;
        }
    }

    private static List<Long> times(ByteReader in) {
        int size = in.count();
        var times = new ArrayList<Long>(size);
        long time = 0;
        for (int i = 0; i < size; i++) {
            time += in.signed();
            if (Math.abs(time) > FARTHEST) {
                throw new IllegalArgumentException("Customer state has a tally with a time out of range");
            }
            times.add(time);
        }
        return times;
    }
}
