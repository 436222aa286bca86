package io.kikkake.server.runner;

import io.kikkake.engine.ScenarioSet;
import io.kikkake.server.ingest.LogEntry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/**
 * One step of a shard, whatever it is stored in: what came in and what is due, in order, is decided and written. The same
 * class is lived through by the simulation in memory.
 *
 * @param <X> what the store fails with
 */
final class ShardStep<X extends Exception> {

    /**
     * @param inputs how many were decided
     * @param timers how many of them were timers
     * @param more whether there is certainly more to do at once
     * @param stuck whether the next entry waits for another shard
     * @param handedOver other shards have something to do
     */
    record Done(int inputs, int timers, boolean more, boolean stuck, boolean handedOver, Decided decided) {}

    private final StepStore<X> store;
    private final ScenarioSet active;
    private final Set<String> interesting;
    private final Instant now;

    /** @param interesting events that count although no scenario may listen to them */
    ShardStep(StepStore<X> store, ScenarioSet active, Set<String> interesting, Instant now) {
        this.store = store;
        this.active = active;
        this.interesting = interesting;
        this.now = now;
    }

    Done run(Limits limits) throws X {
        long position = store.position();
        boolean seeding = store.seedSome(position);
        List<LogEntry> entries = store.after(position, limits.entries());
        boolean backlog = entries.size() == limits.entries();
        // A timer goes after the events that were accepted before it was due or at that moment: a purchase in time
        // wins.
        // Where there are more events to come, the next may be of the same moment as the last.
        Instant horizon = backlog ? entries.getLast().receivedAt().minus(1, ChronoUnit.MICROS) : now;
        int most = limits.timersBeside(entries.size());
        List<Timers.Due> due = store.due(horizon.isBefore(now) ? horizon : now, most);
        boolean overdue = due.size() >= most;
        boolean fired = store.fireSchedules();
        var piece = new BatchPiece<>(store, now);
        if (!backlog && !overdue) {
            piece.find();
        }
        if (entries.isEmpty() && due.isEmpty() && piece.isEmpty()) {
            return new Done(0, 0, seeding || fired, false, fired, new Decided(active));
        }
        var round = new Round<>(store, active, interesting, now);
        round.load(entries, due, piece.customers());
        round.seed(position);
        int taken = decide(round, entries, due);
        boolean stuck = taken < entries.size();
        long decidedTo = taken > 0 ? entries.get(taken - 1).seq() : position;
        if (!stuck) {
            piece.decide(round, decidedTo);
        }
        Decided decided = round.decided();
        store.write(decided);
        if (taken > 0) {
            store.advance(decidedTo, taken);
        }
        boolean more = backlog && !stuck || overdue || seeding && !stuck || !piece.isEmpty() && !stuck || fired;
        int inputs = taken + due.size() + piece.customers().size();
        return new Done(inputs, due.size(), more, stuck, !decided.left().isEmpty() || fired, decided);
    }

    /** @return how many entries were decided: all, or those before one that waits for another shard */
    private int decide(Round<X> round, List<LogEntry> entries, List<Timers.Due> due) throws X {
        int timer = 0;
        for (int i = 0; i < entries.size(); i++) {
            LogEntry entry = entries.get(i);
            while (timer < due.size() && due.get(timer).due().isBefore(entry.receivedAt())) {
                round.decide(due.get(timer++));
            }
            if (!round.decide(entry)) {
                return i;
            }
        }
        while (timer < due.size()) {
            round.decide(due.get(timer++));
        }
        return entries.size();
    }
}
