package io.kikkake.server.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All messages as a list to page through, with how many there are. */
@Component
class Messages {

    /**
     * @param address absent until an attempt was made
     * @param subject absent until an attempt was made
     */
    record Message(
            String id,
            long customer,
            @Nullable String address,
            @Nullable String subject,
            String scenario,
            String step,
            String channel,
            Status status,
            int attempts,
            Instant createdAt,
            Instant updatedAt,
            @Nullable String error) {}

    /** A place in the list, newest first. */
    record Cursor(Instant createdAt, String id) {

        static final Cursor END = new Cursor(Instant.parse("9999-01-01T00:00:00Z"), "");

        @Override
        public String toString() {
            return createdAt + "_" + id;
        }

        /** Empty where the text is none of ours. */
        static Optional<Cursor> of(String text) {
            int split = text.indexOf('_');
            try {
                return split < 0
                        ? Optional.empty()
                        : Optional.of(new Cursor(Instant.parse(text.substring(0, split)), text.substring(split + 1)));
            } catch (java.time.DateTimeException e) {
                return Optional.empty();
            }
        }
    }

    private static final String COLUMNS =
            "id, customer_id, address, subject, scenario, step, channel, status, attempts, created_at, updated_at, error";

    private final JdbcClient jdbc;

    Messages(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Newest first. Each status is read from its own stretch of the index, so this stays quick however many there are. */
    List<Message> list(Collection<Status> statuses, Cursor before, int limit) {
        return jdbc.sql("select " + COLUMNS + " from outbox where status = any (:statuses)"
                        + " and (created_at, id) < (:at, :id) union all"
                        + " select o.* from unnest(:statuses::smallint[]) as s (status), lateral (select " + COLUMNS
                        + " from outcome o where o.status = s.status and (o.created_at, o.id) < (:at, :id)"
                        + " order by o.created_at desc, o.id desc limit :limit) o"
                        + " order by created_at desc, id desc limit :limit")
                .param("statuses", statuses.stream().map(Status::code).toArray(Short[]::new))
                .param("at", Timestamp.from(before.createdAt()))
                .param("id", before.id())
                .param("limit", limit)
                .query(Messages::read)
                .list();
    }

    /** How many there are of each status. */
    Map<Status, Long> counts() {
        var counts = new EnumMap<Status, Long>(Status.class);
        for (Status status : Status.values()) {
            counts.put(status, 0L);
        }
        jdbc.sql("select status, sum(n)::bigint from delivery_count group by status union all"
                        + " select status, count(*) from outbox group by status union all"
                        + " select 5, count(*) from outcome where status = 5")
                .query(row -> {
                    counts.merge(Status.of(row.getInt(1)), row.getLong(2), Long::sum);
                });
        return counts;
    }

    /** The last message of a scenario that was sent: whose, and what entered its run. */
    Optional<Sent> lastSent(String scenario) {
        return jdbc.sql("select customer_id as customer, entry::text from outcome where status = 2 and scenario = ?"
                        + " order by created_at desc limit 1")
                .params(scenario)
                .query(Sent.class)
                .optional();
    }

    record Sent(long customer, String entry) {}

    private static Message read(ResultSet row, int number) throws SQLException {
        return new Message(
                row.getString("id"),
                row.getLong("customer_id"),
                row.getString("address"),
                row.getString("subject"),
                row.getString("scenario"),
                row.getString("step"),
                row.getString("channel"),
                Status.of(row.getInt("status")),
                row.getInt("attempts"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant(),
                row.getString("error"));
    }
}
