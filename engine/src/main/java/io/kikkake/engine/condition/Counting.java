package io.kikkake.engine.condition;

import io.kikkake.engine.state.Tally;
import io.kikkake.engine.time.Span;
import io.kikkake.engine.value.Value;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One number, or one moment, made of all events of a name. Times are kept to the second.
 *
 * <p>Exact: lifetime counts, sums, least and greatest; first and last; counts in a window and different values where no more
 * than {@link Tally#MOST} are asked for. In a window, sums, least and greatest, and counts compared with more than that, are
 * exact for as many events in the window; of more, those nearest to each other in time are put together, and leave the
 * window with the later one.
 *
 * @param property whose values are looked at; null where events are counted or their time matters
 * @param keep how many of the newest the condition needs; 0 where it is one number or all in the window
 */
public record Counting(
        long id,
        String event,
        Condition where,
        Aggregate aggregate,
        @Nullable String property,
        Window window,
        int keep) implements Tallying {

    public enum Aggregate {
        COUNT,
        SUM,
        MIN,
        MAX,
        DISTINCT,
        FIRST,
        LAST;

        public String keyword() {
            return name().toLowerCase(Locale.ROOT);
        }

        public boolean isOfAProperty() {
            return this == SUM || this == MIN || this == MAX || this == DISTINCT;
        }

        public boolean isMoment() {
            return this == FIRST || this == LAST;
        }
    }

    /**
     * What a condition needs kept.
     *
     * @param most how many it must be able to tell apart from more: 3 for "at least 3", 4 for "at most 3"
     */
    public static Counting of(
            String event, Condition where, Aggregate aggregate, @Nullable String property, Window window, int most) {
        int keep = keep(aggregate, window, most);
        long id = new Fingerprint()
                .add("counting")
                .add(event)
                .add(where)
                .add(aggregate.keyword())
                .add(property)
                .add(window)
                .add(Integer.toString(keep))
                .toLong();
        return new Counting(id, event, where, aggregate, property, window, keep);
    }

    private static int keep(Aggregate aggregate, Window window, int most) {
        return switch (aggregate) {
            case COUNT -> window instanceof Window.Within && most <= Tally.MOST ? Math.max(1, most) : 0;
            case DISTINCT -> Math.clamp(most, 1, Tally.MOST + 1);
            case FIRST, LAST -> 1;
            case SUM, MIN, MAX -> 0;
        };
    }

    @Override
    public Set<String> events() {
        return Set.of(event);
    }

    @Override
    public @Nullable Tally hear(@Nullable Tally known, String name, Facts facts, Instant at) {
        if (!name.equals(event) || !isInPeriod(at, facts.zone()) || !where.holds(facts)) {
            return known;
        }
        long second = at.getEpochSecond();
        Value value = property == null || facts.property() == null
                ? null
                : facts.property().at(property);
        return switch (aggregate) {
            case COUNT -> keep > 0 ? moments(known).with(second, keep) : plus(known, BigDecimal.ONE, second, facts);
            case FIRST, LAST -> outermost(moments(known), second);
            case SUM, MIN, MAX -> {
                BigDecimal amount = value instanceof Value.Number(var number) ? Numbers.modest(number) : null;
                yield amount == null ? known : plus(known, amount, second, facts);
            }
            case DISTINCT ->
                value != null && isScalar(value)
                        ? distinct(known, new Fingerprint().add(value).toLong(), second, facts)
                        : known;
        };
    }

    private static boolean isScalar(Value value) {
        return value instanceof Value.Text || value instanceof Value.Number || value instanceof Value.Bool;
    }

    private boolean isInPeriod(Instant at, ZoneId zone) {
        if (!(window instanceof Window.Between(var first, var last))) {
            return true;
        }
        LocalDate day = LocalDate.ofInstant(at, zone);
        return !day.isBefore(first) && !day.isAfter(last);
    }

    private Tally outermost(Tally.Moments known, long second) {
        if (known.seconds().isEmpty()) {
            return new Tally.Moments(List.of(second));
        }
        long other = known.seconds().getFirst();
        boolean further = aggregate == Aggregate.FIRST ? second < other : second > other;
        return further ? new Tally.Moments(List.of(second)) : known;
    }

    private Tally distinct(@Nullable Tally known, long hash, long second, Facts facts) {
        Tally.Distinct values = known instanceof Tally.Distinct distinct ? distinct : Tally.Distinct.NONE;
        var live = values.values().stream()
                .filter(seen -> isLive(seen.second(), facts))
                .toList();
        var kept = live.size() == values.values().size() ? values : new Tally.Distinct(live);
        // Without a window it does not matter when, and what does not change need not be written.
        long when = window instanceof Window.Within ? second : 0;
        return kept.with(new Tally.Seen((int) (hash >>> Integer.SIZE), when), keep);
    }

    private Tally plus(@Nullable Tally known, BigDecimal amount, long second, Facts facts) {
        if (!(window instanceof Window.Within)) {
            return known instanceof Tally.Total(var total)
                    ? new Tally.Total(Numbers.together(aggregate, total, amount))
                    : new Tally.Total(amount);
        }
        var amounts = known instanceof Tally.Amounts several ? several : Tally.Amounts.NONE;
        return Numbers.with(live(amounts, facts), new Tally.Amount(second, amount), aggregate);
    }

    private Tally.Amounts live(Tally.Amounts amounts, Facts facts) {
        return new Tally.Amounts(amounts.amounts().stream()
                .filter(amount -> isLive(amount.second(), facts))
                .toList());
    }

    private static Tally.Moments moments(@Nullable Tally known) {
        return known instanceof Tally.Moments moments ? moments : Tally.Moments.NONE;
    }

    @Override
    public Tally merge(Tally one, Tally another, Facts facts) {
        return switch (another) {
            case Tally.Total(var amount) -> plus(one, amount, 0, facts);
            case Tally.Moments(var seconds) -> {
                Tally.Moments merged = moments(one);
                for (long second : seconds) {
                    merged = aggregate.isMoment()
                            ? (Tally.Moments) outermost(merged, second)
                            : merged.with(second, Math.max(1, keep));
                }
                yield merged;
            }
            case Tally.Amounts(var amounts) -> {
                Tally merged = one;
                for (Tally.Amount amount : amounts) {
                    merged = plus(merged, amount.amount(), amount.second(), facts);
                }
                yield merged;
            }
            case Tally.Distinct(var values) -> {
                Tally.Distinct merged = one instanceof Tally.Distinct distinct ? distinct : Tally.Distinct.NONE;
                for (Tally.Seen seen : values) {
                    merged = merged.with(seen, Math.max(1, keep));
                }
                yield merged;
            }
            case Tally.Pairs pairs -> one;
        };
    }

    /** Null where nobody can say: the least of nothing. */
    @Nullable
    BigDecimal amount(@Nullable Tally tally, Facts facts) {
        return switch (tally) {
            case Tally.Total(var amount) -> amount;
            case Tally.Moments(var seconds) -> BigDecimal.valueOf(count(seconds, facts));
            case Tally.Distinct(var values) ->
                BigDecimal.valueOf(count(values.stream().map(Tally.Seen::second).toList(), facts));
            case Tally.Amounts(var amounts) -> {
                BigDecimal total = null;
                for (Tally.Amount each : amounts) {
                    if (isLive(each.second(), facts)) {
                        total = total == null ? each.amount() : Numbers.together(aggregate, total, each.amount());
                    }
                }
                yield total == null ? ofNothing() : total;
            }
            case null, default -> ofNothing();
        };
    }

    private @Nullable BigDecimal ofNothing() {
        return aggregate == Aggregate.MIN || aggregate == Aggregate.MAX ? null : BigDecimal.ZERO;
    }

    private int count(List<Long> seconds, Facts facts) {
        int count = 0;
        for (long second : seconds) {
            if (isLive(second, facts)) {
                count++;
            }
        }
        return count;
    }

    private boolean isLive(long second, Facts facts) {
        return !(window instanceof Window.Within(var span))
                || leaves(second, span, facts).isAfter(facts.now());
    }

    private static Instant leaves(long second, Span span, Facts facts) {
        return span.after(Instant.ofEpochSecond(second), facts.zone());
    }

    /** When what is kept leaves the window, in the order of it; only what is still to come. */
    List<Instant> departures(@Nullable Tally tally, Facts facts) {
        if (!(window instanceof Window.Within(var span))) {
            return List.of();
        }
        List<Long> seconds = switch (tally) {
            case Tally.Moments(var moments) -> moments;
            case Tally.Amounts(var amounts) ->
                amounts.stream().map(Tally.Amount::second).toList();
            case Tally.Distinct(var values) ->
                values.stream().map(Tally.Seen::second).toList();
            case null, default -> List.of();
        };
        var departures = new ArrayList<Instant>();
        for (long second : seconds) {
            Instant leaves = leaves(second, span, facts);
            if (leaves.isAfter(facts.now())) {
                departures.add(leaves);
            }
        }
        departures.sort(null);
        return departures;
    }

    /** The first or last such event; null where there was none. */
    @Nullable
    Instant moment(@Nullable Tally tally) {
        return tally instanceof Tally.Moments(var seconds) && !seconds.isEmpty()
                ? Instant.ofEpochSecond(seconds.getFirst())
                : null;
    }
}
