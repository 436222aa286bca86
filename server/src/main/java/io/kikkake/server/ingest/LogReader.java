package io.kikkake.server.ingest;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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
                       case when kind in (4, 7, 8, 9) or name = any (?) then properties::text end
                from event where shard = ? and seq > ? order by seq limit ?""")) {
            select.setArray(1, connection.createArrayOf("text", interesting.toArray()));
            select.setInt(2, shard);
            select.setLong(3, seq);
            select.setInt(4, limit);
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
    }

    private static Instant instant(ResultSet rows, int column) throws SQLException {
        return rows.getObject(column, OffsetDateTime.class).toInstant();
    }
}
