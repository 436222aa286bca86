package io.kikkake.server.runner;

import io.kikkake.engine.Input;
import io.kikkake.engine.ScenarioSet;
import io.kikkake.engine.Seeding;
import io.kikkake.engine.state.CustomerState;
import io.kikkake.server.ingest.LogReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the tallies that a newly published scenario asks for from a shard's event log. Who has something to be decided is
 * seeded first, just before; everybody else in batches, in the order of their numbers, between one step and the next. So
 * nothing waits, and every decision sees the whole past. Everything happens in the transaction of the step.
 */
final class TallySeeds {

    /** Cursor of a tally that was made for every customer. */
    static final long ALL = Long.MAX_VALUE;

    private static final int BATCH = 200;

    /** Customers of whom is remembered that they were seeded ahead of their turn. */
    private static final int MOST_AHEAD = 100_000;

    private final int shard;
    private final LogReader log;
    private final Set<Long> ahead = new HashSet<>();
    private @Nullable ScenarioSet known;
    private Set<Long> open = Set.of();
    private long cursor = ALL;

    TallySeeds(int shard, LogReader log) {
        this.shard = shard;
        this.log = log;
    }

    /** What was done in a transaction that failed was not done. */
    void rolledBack() {
        known = null;
    }

    /** Notes what is asked for now; what was not asked for before is open. */
    void follow(Connection transaction, ScenarioSet active) throws SQLException {
        if (active == known) {
            return;
        }
        Object[] asked = Seeding.asked(active).toArray();
        try (var delete =
                transaction.prepareStatement("delete from tally_seed where shard = ? and not tally = any (?)")) {
            delete.setInt(1, shard);
            delete.setArray(2, transaction.createArrayOf("int8", asked));
            delete.executeUpdate();
        }
        try (var insert = transaction.prepareStatement(
                "insert into tally_seed select ?, tally, 0 from unnest(?::bigint[]) tally on conflict do nothing")) {
            insert.setInt(1, shard);
            insert.setArray(2, transaction.createArrayOf("int8", asked));
            insert.executeUpdate();
        }
        ahead.clear();
        open = new HashSet<>();
        cursor = ALL;
        try (var select = transaction.prepareStatement(
                "select tally, customer from tally_seed where shard = ? and customer < ?")) {
            select.setInt(1, shard);
            select.setLong(2, ALL);
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    open.add(rows.getLong(1));
                    cursor = Math.min(cursor, rows.getLong(2));
                }
            }
        }
        known = active;
    }

    /**
     * Makes the open tallies of the next customers.
     *
     * @param seq up to which the shard's log is decided
     * @return whether there are more
     */
    boolean goOn(Connection transaction, ScenarioSet active, StateStore states, long seq, Instant now)
            throws SQLException {
        if (open.isEmpty()) {
            return false;
        }
        List<Long> next = log.customersAfter(transaction, shard, cursor, Seeding.events(active, open), BATCH);
        if (!next.isEmpty()) {
            StateStore.Loaded loaded = states.load(next);
            var staying = new ArrayList<CustomerState>();
            for (long customer : next) {
                // Another customer has, or will take, the past of one who was let go.
                if (!loaded.moved().contains(customer)) {
                    staying.add(loaded.states().getOrDefault(customer, CustomerState.unknown(customer)));
                }
            }
            var changed = new ArrayList<>(
                    make(transaction, active, staying, open, seq, now).values());
            changed.removeAll(staying);
            states.save(changed, Map.of());
        }
        cursor = next.size() < BATCH ? ALL : next.getLast();
        try (var update =
                transaction.prepareStatement("update tally_seed set customer = ? where shard = ? and customer < ?")) {
            update.setLong(1, cursor);
            update.setInt(2, shard);
            update.setLong(3, cursor);
            update.executeUpdate();
        }
        if (cursor == ALL) {
            open = Set.of();
            ahead.clear();
        }
        return cursor < ALL;
    }

    /** The states of customers about whom something is to be decided, with the tallies that were not made for them yet. */
    Map<Long, CustomerState> of(
            Connection transaction, ScenarioSet active, Collection<CustomerState> states, long seq, Instant now)
            throws SQLException {
        if (open.isEmpty()) {
            return Map.of();
        }
        List<CustomerState> waiting = states.stream()
                .filter(state -> state.id() > cursor && !ahead.contains(state.id()))
                .toList();
        if (ahead.size() > MOST_AHEAD) {
            ahead.clear();
        }
        waiting.forEach(state -> ahead.add(state.id()));
        return make(transaction, active, waiting, open, seq, now);
    }

    /** The states of customers who are taken over, maybe from a shard that is not so far. */
    Map<Long, CustomerState> ofOthers(
            Connection transaction, ScenarioSet active, Collection<CustomerState> states, Instant now)
            throws SQLException {
        Set<Long> anywhere = new HashSet<>();
        try (var select = transaction.prepareStatement("select distinct tally from tally_seed where customer < ?")) {
            select.setLong(1, ALL);
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    anywhere.add(rows.getLong(1));
                }
            }
        }
        anywhere.addAll(open);
        return make(transaction, active, states, anywhere, Long.MAX_VALUE, now);
    }

    private Map<Long, CustomerState> make(
            Connection transaction,
            ScenarioSet active,
            Collection<CustomerState> states,
            Set<Long> tallies,
            long seq,
            Instant now)
            throws SQLException {
        if (states.isEmpty() || tallies.isEmpty()) {
            return Map.of();
        }
        Map<Long, List<Input.Event>> pasts = new Pasts(transaction, log)
                .of(states.stream().map(CustomerState::id).toList(), seq, Seeding.events(active, tallies));
        var made = new HashMap<Long, CustomerState>();
        for (CustomerState state : states) {
            List<Input.Event> past = pasts.getOrDefault(state.id(), List.of());
            made.put(state.id(), Seeding.of(active, state, tallies, past, now));
        }
        return made;
    }
}
