package io.kikkake.server.ingest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Reads the event log in order. */
@Component
public class LogReader {

    /**
     * Entries of a shard after {@code seq}, in order, at most {@code limit}.
     *
     * @param interesting names of tracked events and page views whose properties are wanted; reading the others' would be work
     *     for nothing
     */
    public List<LogEntry> after(Connection connection, int shard, long seq, int limit, Collection<String> interesting)
            throws SQLException {
        try (var select = connection.prepareStatement("""
                select seq, customer_id, kind, historical, name, ts, received_at,
                       case when kind in (4, 7, 8, 9, 10, 11) or name = any (?) then properties::text end
                from event where shard = ? and seq > ? order by seq limit ?""")) {
            select.setArray(1, connection.createArrayOf("text", interesting.toArray()));
            select.setInt(2, shard);
            select.setLong(3, seq);
            select.setInt(4, limit);
            return entries(select);
        }
    }

    /**
     * Customers of a shard, after one, who did one of the events or whom another turned out to be, in order, at most {@code
     * limit}.
     */
    public List<Long> customersAfter(
            Connection connection, int shard, long customer, Collection<String> names, int limit) throws SQLException {
        try (var select = connection.prepareStatement("""
                select distinct customer_id from event
                where shard = ? and customer_id > ? and (kind = 8 or kind <= 3 and name = any (?))
                order by customer_id limit ?""")) {
            select.setInt(1, shard);
            select.setLong(2, customer);
            select.setArray(3, connection.createArrayOf("text", names.toArray()));
            select.setInt(4, limit);
            var customers = new ArrayList<Long>();
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    customers.add(rows.getLong(1));
                }
            }
            return customers;
        }
    }

    /** What customers did under the names, and who turned out to be them, up to {@code seq}, in order. */
    public List<LogEntry> history(Connection connection, Collection<Long> customers, long seq, Collection<String> names)
            throws SQLException {
        try (var select = connection.prepareStatement("""
                select seq, customer_id, kind, historical, name, ts, received_at, properties::text
                from event where customer_id = any (?) and seq <= ? and (kind = 8 or kind <= 3 and name = any (?))
                order by seq""")) {
            select.setArray(1, connection.createArrayOf("int8", customers.toArray()));
            select.setLong(2, seq);
            select.setArray(3, connection.createArrayOf("text", names.toArray()));
            return entries(select);
        }
    }

    private static List<LogEntry> entries(PreparedStatement select) throws SQLException {
        var entries = new ArrayList<LogEntry>();
        try (var rows = select.executeQuery()) {
            while (rows.next()) {
                entries.add(new LogEntry(
                        rows.getLong(1),
                        rows.getLong(2),
                        Kind.of(rows.getInt(3)),
                        rows.getBoolean(4),
                        rows.getString(5),
                        instant(rows, 6),
                        instant(rows, 7),
                        rows.getString(8)));
            }
        }
        return entries;
    }

    /** An event of the past, for a trigger that counts. */
    public record Happened(long seq, String properties, Instant timestamp, boolean historical) {}

    /**
     * What customers have done so far, by customer, in order; of each the last {@code most}.
     *
     * @param upTo the last number that counts
     */
    public Map<Long, List<Happened>> past(
            Connection connection, Collection<Long> customers, String name, Instant since, long upTo, int most)
            throws SQLException {
        var past = new HashMap<Long, List<Happened>>();
        try (var select = connection.prepareStatement("""
                select asked.id, e.seq, e.properties::text, e.ts, e.historical
                from unnest(?::bigint[]) asked (id), lateral (
                  select seq, properties, ts, historical from event
                  where customer_id = asked.id and name = ? and kind in (1, 2, 3) and ts >= ? and seq <= ?
                  order by seq desc limit ?) e
                order by asked.id, e.seq""")) {
            select.setArray(1, connection.createArrayOf("int8", customers.toArray()));
            select.setString(2, name);
            select.setObject(3, since.atOffset(ZoneOffset.UTC));
            select.setLong(4, upTo);
            select.setInt(5, most);
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    past.computeIfAbsent(rows.getLong(1), id -> new ArrayList<>())
                            .add(new Happened(
                                    rows.getLong(2), rows.getString(3), instant(rows, 4), rows.getBoolean(5)));
                }
            }
        }
        return past;
    }

    private static Instant instant(ResultSet rows, int column) throws SQLException {
        return rows.getObject(column, OffsetDateTime.class).toInstant();
    }
}
