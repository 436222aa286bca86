package io.kikkake.engine.condition;

import io.kikkake.engine.state.Tally;
import io.kikkake.engine.time.Span;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One event and another that follows it, or does not. Events may come in any order: as many as {@value #KEPT} of each kind
 * are remembered for the others they belong to.
 *
 * @param missing it is asked that nothing follows
 */
public record Following(
        long id, String event, Condition where, String then, Condition thenWhere, Span within, boolean missing)
        implements Tallying {

    /** Events of each kind that are remembered. */
    static final int KEPT = 4;

    public static Following of(
            String event, Condition where, String then, Condition thenWhere, Span within, boolean missing) {
        long id = new Fingerprint()
                .add(missing ? "missing" : "following")
                .add(event)
                .add(where)
                .add(then)
                .add(thenWhere)
                .add(missing ? new Window.Ever() : new Window.Within(within))
                .toLong();
        return new Following(id, event, where, then, thenWhere, within, missing);
    }

    @Override
    public Set<String> events() {
        return event.equals(then) ? Set.of(event) : Set.of(event, then);
    }

    @Override
    public @Nullable Tally hear(@Nullable Tally known, String name, Facts facts, Instant at) {
        var pairs = known instanceof Tally.Pairs kept ? kept : Tally.Pairs.NONE;
        boolean first = name.equals(event) && where.holds(facts);
        boolean second = name.equals(then) && thenWhere.holds(facts);
        if (pairs.followed() || (!first && !second)) {
            return known;
        }
        List<Long> now = List.of(at.toEpochMilli());
        return unite(pairs, new Tally.Pairs(first ? now : List.of(), second ? now : List.of(), false), facts);
    }

    @Override
    public Tally merge(Tally one, Tally another, Facts facts) {
        return one instanceof Tally.Pairs a && another instanceof Tally.Pairs b ? unite(a, b, facts) : one;
    }

    private Tally unite(Tally.Pairs a, Tally.Pairs b, Facts facts) {
        if (a.followed() || b.followed()) {
            return Tally.Pairs.FOLLOWED;
        }
        // Each against the other's, for an event does not follow itself.
        if (!missing && (isFollowed(a.firsts(), b.thens(), facts) || isFollowed(b.firsts(), a.thens(), facts))) {
            return Tally.Pairs.FOLLOWED;
        }
        List<Long> firsts = sorted(a.firsts(), b.firsts());
        List<Long> thens = sorted(a.thens(), b.thens());
        if (missing) {
            thens = thens.isEmpty() ? thens : List.of(thens.getLast());
            long last = thens.isEmpty() ? Long.MIN_VALUE : thens.getLast();
            firsts.removeIf(first -> follows(last, first));
            // The oldest of those is the first that will have waited long enough.
            while (firsts.size() > KEPT) {
                firsts.remove(1);
            }
            return new Tally.Pairs(firsts, thens, false);
        }
        return new Tally.Pairs(newest(firsts), newest(thens), false);
    }

    private boolean isFollowed(List<Long> firsts, List<Long> thens, Facts facts) {
        for (long first : firsts) {
            long until = within.after(Instant.ofEpochMilli(first), facts.zone()).toEpochMilli();
            for (long second : thens) {
                if (follows(second, first) && second <= until) {
                    return true;
                }
            }
        }
        return false;
    }

    /** What happens at the same moment follows, unless both are of one name: then it is likely one and the same. */
    private boolean follows(long second, long first) {
        return event.equals(then) ? second > first : second >= first;
    }

    private static List<Long> sorted(List<Long> one, List<Long> another) {
        var all = new ArrayList<>(one);
        all.addAll(another);
        all.sort(null);
        return all;
    }

    private static List<Long> newest(List<Long> times) {
        return times.size() > KEPT ? times.subList(times.size() - KEPT, times.size()) : times;
    }

    Truth truth(@Nullable Tally tally, Facts facts) {
        if (!(tally instanceof Tally.Pairs pairs)) {
            return Truth.FALSE;
        }
        Instant over = over(pairs, facts);
        return Truth.of(missing ? over != null && !facts.now().isBefore(over) : pairs.followed());
    }

    @Nullable
    Instant nextChange(@Nullable Tally tally, Facts facts) {
        Instant over = missing && tally instanceof Tally.Pairs pairs ? over(pairs, facts) : null;
        return over != null && over.isAfter(facts.now()) ? over : null;
    }

    /** When the first of what nothing followed has waited long enough. */
    private @Nullable Instant over(Tally.Pairs pairs, Facts facts) {
        return pairs.firsts().isEmpty()
                ? null
                : within.after(Instant.ofEpochMilli(pairs.firsts().getFirst()), facts.zone());
    }
}
