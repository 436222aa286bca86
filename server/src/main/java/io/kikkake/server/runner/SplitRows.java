package io.kikkake.server.runner;

import io.kikkake.engine.Effect;
import io.kikkake.server.platform.Columns;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Counts how many took which arm of a split and reached the goal. */
final class SplitRows {

    record Split(String scenario, String step) {}

    private record Arm(Split split, String arm) {}

    private record Count(long taken, long goals, Instant at) {
        Count and(Count other) {
            return new Count(taken + other.taken, goals + other.goals, at.isBefore(other.at) ? at : other.at);
        }
    }

    private final Map<Arm, Count> counts = new HashMap<>();

    static SplitRows of(Decided decided) {
        var splits = new SplitRows();
        for (Decided.Parted parted : decided.parted()) {
            switch (parted.effect()) {
                case Effect.TookArm took ->
                    splits.add(new Split(took.run().scenario(), took.step()), took.arm(), new Count(1, 0, parted.at()));
                case Effect.ArmReachedGoal goal ->
                    splits.add(new Split(goal.run().scenario(), goal.step()), goal.arm(), new Count(0, 1, parted.at()));
                default -> throw new IllegalStateException("Not of a split: " + parted.effect());
            }
        }
        return splits;
    }

    private void add(Split split, String arm, Count count) {
        counts.merge(new Arm(split, arm), count, Count::and);
    }

    /** Splits that somebody took an arm of, or reached the goal after. */
    Set<Split> touched() {
        var touched = new HashSet<Split>();
        counts.keySet().forEach(arm -> touched.add(arm.split()));
        return touched;
    }

    void write(Connection transaction, int shard) throws SQLException {
        if (counts.isEmpty()) {
            return;
        }
        List<Map.Entry<Arm, Count>> ordered = counts.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
                .toList();
        var columns = new Columns<>(transaction, ordered);
        try (var upsert = transaction.prepareStatement("""
                insert into split_count as c (shard, scenario, step, arm, taken, goals, first_at)
                select ?, * from unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::timestamptz[])
                on conflict (scenario, step, arm, shard) do update
                set taken = c.taken + excluded.taken, goals = c.goals + excluded.goals""")) {
            upsert.setInt(1, shard);
            upsert.setArray(2, columns.text(entry -> entry.getKey().split().scenario()));
            upsert.setArray(3, columns.text(entry -> entry.getKey().split().step()));
            upsert.setArray(4, columns.text(entry -> entry.getKey().arm()));
            upsert.setArray(5, columns.int8(entry -> entry.getValue().taken()));
            upsert.setArray(6, columns.int8(entry -> entry.getValue().goals()));
            upsert.setArray(7, columns.instant(entry -> entry.getValue().at()));
            upsert.executeUpdate();
        }
    }
}
