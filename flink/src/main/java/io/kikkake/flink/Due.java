package io.kikkake.flink;

import io.kikkake.engine.Input;
import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.state.Run;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.streaming.api.TimerService;

/**
 * A timer of a customer. There is no other list of timers than the state: Flink's timers only say when to look at it, so
 * one that comes too often or for nobody does no harm.
 *
 * @param timer of the run, or the name of a timer that belongs to none
 */
record Due(String timer, Instant at) implements Comparable<Due> {

    private static final Comparator<Due> ORDER = Comparator.comparing(Due::at).thenComparing(Due::timer);

    static Set<Due> of(CustomerState state) {
        var dues = new TreeSet<Due>();
        for (Run run : state.runs()) {
            Instant due = run.due();
            if (due != null) {
                dues.add(new Due(run.id(), due));
            }
        }
        state.memory().timers().forEach((name, due) -> dues.add(new Due(name, due)));
        return dues;
    }

    /** The earliest that is due before the moment and not among those that were tried. */
    static Optional<Due> before(Instant moment, CustomerState state, Collection<Due> tried) {
        return of(state).stream()
                .filter(due -> due.at().isBefore(moment) && !tried.contains(due))
                .findFirst();
    }

    /**
     * Sets Flink's timers for what is due now, and takes back those nothing is due at any more. What was due before and is
     * past has had its chance: setting it again would fire it for ever.
     */
    static void change(CustomerState before, CustomerState after, TimerService timers) {
        Set<Long> old = millis(before);
        Set<Long> needed = millis(after);
        for (long each : old) {
            if (!needed.contains(each)) {
                timers.deleteEventTimeTimer(each);
            }
        }
        for (long each : needed) {
            if (!old.contains(each) || each > timers.currentWatermark()) {
                timers.registerEventTimeTimer(each);
            }
        }
    }

    private static Set<Long> millis(CustomerState state) {
        var millis = new HashSet<Long>();
        of(state).forEach(due -> millis.add(due.millis()));
        return millis;
    }

    Input input() {
        // Runs are named by digits and letters alone; what belongs to no run says what it is for, as in
        // "date:birthday".
        return timer.indexOf(':') < 0 ? new Input.TimerDue(timer, at) : new Input.CustomerTimerDue(timer, at);
    }

    /** The first whole millisecond at which it is due. */
    long millis() {
        long millis = at.toEpochMilli();
        return Instant.ofEpochMilli(millis).isBefore(at) ? millis + 1 : millis;
    }

    @Override
    public int compareTo(Due other) {
        return ORDER.compare(this, other);
    }
}
