package io.kikkake.server.ingest;

import io.kikkake.server.ingest.LiveFeed.FeedEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the event log for people, newest first. What merges leave in the log for the engine is left out. */
@Component
public class EventLog {

    /** A search looks at this many events at most before it answers with what it has and where to go on. */
    private static final int MOST_LOOKED_AT = 400_000;

    private static final String COLUMNS =
            "seq, kind, name, customer_id, ts, received_at, properties::text as properties,"
                    + " context::text as context, message_id";
    private static final String SHARDS = "generate_series(0, " + (Shards.COUNT - 1) + ") known (shard)";

    /**
     * @param name of the events looked for; null: any
     * @param text somewhere in name, properties or message id; null: any
     * @param customers whose events match whatever the text
     */
    public record Filter(@Nullable String name, @Nullable String text, Collection<Long> customers) {}

    /** @param next where the next page begins; null when there is nothing older */
    public record Page(List<FeedEvent> events, @Nullable Long next) {}

    private final JdbcClient jdbc;
    private long counted;
    private long countedTo;

    EventLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * May answer with fewer than were asked for, and yet with a next page: there the search goes on.
     *
     * @param before only events older than this number
     */
    public Page newest(Filter filter, @Nullable Long before, int limit) {
        long newest = newestSeq();
        long top = before == null ? newest + 1 : Math.min(before, newest + 1);
        long floor = isSearch(filter) ? Math.max(0, top - MOST_LOOKED_AT) : 0;
        List<FeedEvent> found = select(filter, floor, top, limit);
        if (found.size() == limit) {
            return new Page(found, found.getLast().seq());
        }
        return new Page(found, floor > 1 ? floor : null);
    }

    /** The events of customers. */
    public List<FeedEvent> of(Collection<Long> customers, @Nullable Long before, int limit) {
        return jdbc.sql("select " + COLUMNS + " from event where customer_id = any (?) and seq < ? and kind <= 6"
                        + " order by seq desc limit ?")
                .params(customers.toArray(Long[]::new), before == null ? Long.MAX_VALUE : before, limit)
                .query(EventLog::read)
                .list();
    }

    /** When each of the customers was last heard of; who never was is absent. */
    public Map<Long, Instant> lastSeen(Collection<Long> customers) {
        var seen = new HashMap<Long, Instant>();
        jdbc.sql("select asked.id, last.received_at from unnest(?) asked (id), lateral (select received_at from event"
                        + " where customer_id = asked.id order by seq desc limit 1) last")
                .param(customers.toArray(Long[]::new))
                .query(row -> {
                    seen.put(row.getLong(1), instant(row, "received_at"));
                });
        return seen;
    }

    /** How many events there are. Counts on from where it stopped the last time: the log only grows. */
    public synchronized long count() {
        jdbc.sql("select count(*) filter (where kind <= 6), max(seq) from " + SHARDS
                        + " join event on event.shard = known.shard and seq > ?")
                .param(countedTo)
                .query(row -> {
                    counted += row.getLong(1);
                    countedTo = Math.max(countedTo, row.getLong(2));
                });
        return counted;
    }

    private long newestSeq() {
        return jdbc.sql(
                        "select coalesce(max(last.seq), 0) from " + SHARDS + ","
                                + " lateral (select seq from event where event.shard = known.shard order by seq desc limit 1) last")
                .query(Long.class)
                .single();
    }

    private List<FeedEvent> select(Filter filter, long floor, long top, int limit) {
        var conditions = new StringBuilder();
        var values = new ArrayList<Object>(List.of(floor, top));
        if (filter.name() != null) {
            conditions.append(" and name = ?");
            values.add(filter.name());
        }
        if (filter.text() != null) {
            String anywhere = "%" + filter.text().replaceAll("([\\\\%_])", "\\\\$1") + "%";
            conditions.append(
                    " and (name ilike ? or properties::text ilike ? or message_id = ? or customer_id = any (?))");
            values.addAll(List.of(
                    anywhere, anywhere, filter.text(), filter.customers().toArray(Long[]::new)));
        }
        values.add(limit);
        // Shard by shard, so that each is read off its index in order.
        return jdbc.sql("select " + COLUMNS + " from " + SHARDS + ", lateral (select * from event"
                        + " where event.shard = known.shard and seq >= ? and seq < ? and kind <= 6" + conditions
                        + " order by seq desc limit " + limit + ") event order by seq desc limit ?")
                .params(values)
                .query(EventLog::read)
                .list();
    }

    /** The highest number of a customer that anything is in the log of; 0 where there is nothing. */
    public long newestCustomer() {
        return jdbc.sql("select coalesce(max(customer_id), 0) from event")
                .query(Long.class)
                .single();
    }

    private static boolean isSearch(Filter filter) {
        return filter.name() != null || filter.text() != null;
    }

    private static FeedEvent read(ResultSet row, int number) throws SQLException {
        return new FeedEvent(
                row.getLong("seq"),
                Kind.of(row.getInt("kind")),
                row.getString("name"),
                row.getLong("customer_id"),
                instant(row, "ts"),
                instant(row, "received_at"),
                Objects.requireNonNullElse(row.getString("properties"), "{}"),
                Objects.requireNonNullElse(row.getString("context"), "{}"),
                row.getString("message_id"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
