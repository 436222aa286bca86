package io.kikkake.server.runner;

import io.kikkake.engine.Effect;
import io.kikkake.server.platform.BinaryCopy;
import io.kikkake.server.platform.Columns;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What one step of a shard decided, for people to read: the customers' timelines and the scenarios' counts. */
final class Traces {

    private record Count(String scenario, String step, String what) {}

    private final Connection transaction;
    private final int shard;

    Traces(Connection transaction, int shard) {
        this.transaction = transaction;
        this.shard = shard;
    }

    void write(Decided decided) throws SQLException {
        for (Decided.Failed failed : decided.failures()) {
            DeadLetters.add(transaction, shard, failed.seq(), failed.customer(), failed.error(), failed.at());
        }
        if (!decided.traces().isEmpty()) {
            writeRows(decided.traces());
            writeCounts(decided.traces());
        }
    }

    private static String what(Decided.Traced row) {
        return row.trace().what().name().toLowerCase(Locale.ROOT);
    }

    private void writeRows(List<Decided.Traced> rows) throws SQLException {
        var copy = new BinaryCopy();
        for (Decided.Traced row : rows) {
            Effect.Trace trace = row.trace();
            copy.row(10);
            copy.int8(row.customer());
            copy.instant(row.at());
            copy.text(trace.scenario());
            copy.int4(trace.version());
            copy.text(trace.run());
            copy.text(trace.key());
            copy.text(trace.step());
            copy.text(what(row));
            copy.text(trace.detail());
            copy.optionalInstant(trace.until());
        }
        copy.into(transaction, "trace (customer_id, at, scenario, version, run, key, step, what, detail, until)");
    }

    private void writeCounts(List<Decided.Traced> rows) throws SQLException {
        Map<Count, Long> counts = new HashMap<>();
        for (Decided.Traced row : rows) {
            String step = row.trace().step();
            counts.merge(new Count(row.trace().scenario(), step == null ? "" : step, what(row)), 1L, Long::sum);
        }
        List<Map.Entry<Count, Long>> ordered = counts.entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
                .toList();
        var columns = new Columns<>(transaction, ordered);
        try (var upsert = transaction.prepareStatement("""
                insert into step_count as c (shard, scenario, step, what, n)
                select ?, * from unnest(?::text[], ?::text[], ?::text[], ?::bigint[])
                on conflict (scenario, step, what, shard) do update set n = c.n + excluded.n""")) {
            upsert.setInt(1, shard);
            upsert.setArray(2, columns.text(entry -> entry.getKey().scenario()));
            upsert.setArray(3, columns.text(entry -> entry.getKey().step()));
            upsert.setArray(4, columns.text(entry -> entry.getKey().what()));
            upsert.setArray(5, columns.int8(Map.Entry::getValue));
            upsert.executeUpdate();
        }
    }
}
