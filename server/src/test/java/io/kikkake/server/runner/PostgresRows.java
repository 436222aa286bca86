package io.kikkake.server.runner;

import io.kikkake.engine.Effect;
import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.state.StateCodec;
import io.kikkake.engine.value.Value;
import io.kikkake.server.delivery.Queued;
import io.kikkake.server.platform.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a life left in the database, as the host in memory keeps it. */
final class PostgresRows {

    record RunRow(
            String id,
            int shard,
            long customer,
            String scenario,
            int version,
            @Nullable String key,
            String step,
            Instant startedAt,
            @Nullable Instant due) {}

    record TimerRow(long customer, String name, int shard, Instant due) {}

    record PositionRow(int shard, long seq, long decided) {}

    private final JdbcClient jdbc;

    PostgresRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of customers who are still here; those of whom nothing is known are absent. */
    Map<Long, CustomerState> states() {
        var states = new TreeMap<Long, CustomerState>();
        jdbc.sql("select c.id, c.attributes::text, s.state from customer c left join customer_state s on"
                        + " s.customer_id = c.id where s.moved_to is null and (s.state is not null or c.attributes"
                        + " <> '{}')")
                .query(row -> {
                    long id = row.getLong(1);
                    Value.ObjectOf attributes = Json.object(row.getString(2));
                    byte[] state = row.getBytes(3);
                    states.put(
                            id,
                            state == null
                                    ? CustomerState.unknown(id).withAttributes(attributes)
                                    : StateCodec.read(state, id, attributes));
                });
        return states;
    }

    /** By customer, in order. */
    Map<Long, List<Decided.Traced>> traces() {
        var traces = new TreeMap<Long, List<Decided.Traced>>();
        jdbc.sql("select customer_id, at, scenario, version, run, key, step, what, detail, until from trace"
                        + " order by id")
                .query(row -> {
                    var trace = new Effect.Trace(
                            row.getString(3),
                            row.getInt(4),
                            row.getString(5),
                            row.getString(6),
                            row.getString(7),
                            Effect.What.valueOf(row.getString(8).toUpperCase(Locale.ROOT)),
                            row.getString(9),
                            instant(row, 10));
                    long customer = row.getLong(1);
                    traces.computeIfAbsent(customer, id -> new ArrayList<>())
                            .add(new Decided.Traced(customer, trace, at(row, 2)));
                });
        return traces;
    }

    List<RunRow> runs() {
        return jdbc.sql("select id, shard, customer_id, scenario, version, key, step, started_at, due from run")
                .query((row, number) -> new RunRow(
                        row.getString(1),
                        row.getInt(2),
                        row.getLong(3),
                        row.getString(4),
                        row.getInt(5),
                        row.getString(6),
                        row.getString(7),
                        at(row, 8),
                        instant(row, 9)))
                .list();
    }

    List<TimerRow> timers() {
        return jdbc.sql("select customer_id, name, shard, due from timer")
                .query((row, number) -> new TimerRow(row.getLong(1), row.getString(2), row.getInt(3), at(row, 4)))
                .list();
    }

    /** Decided and not withdrawn. */
    List<Queued> sends() {
        return jdbc.sql("select id, customer_id, scenario, version, run, step, message, topic, entry::text,"
                        + " outputs::text, channel, others, due, priority from outbox where status = 0 and wanted")
                .query((row, number) -> new Queued(
                        row.getString(1),
                        row.getLong(2),
                        row.getString(3),
                        row.getInt(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getString(8),
                        Json.object(row.getString(9)),
                        Json.object(row.getString(10)),
                        channels(row.getString(11), (String[]) row.getArray(12).getArray()),
                        at(row, 13),
                        row.getInt(14) == 2))
                .list();
    }

    private static List<String> channels(String first, String[] others) {
        return Stream.concat(Stream.of(first), Stream.of(others)).toList();
    }

    /** Ids of what steps did besides sending. */
    List<String> deeds() {
        return jdbc.sql("select taken_by from coupon where taken_by is not null union all select id from point_entry"
                        + " union all select id from task union all select id from webhook_call"
                        + " union all select id from emitted")
                .query(String.class)
                .list();
    }

    List<PositionRow> positions() {
        return jdbc.sql("select shard, seq, decided from runner_position order by shard")
                .query((row, number) -> new PositionRow(row.getInt(1), row.getLong(2), row.getLong(3)))
                .list();
    }

    long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    private static Instant at(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
