package io.kikkake.server.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what became of messages, newest first. */
@Component
public class Deliveries {

    /**
     * @param status as the API writes it
     * @param subject as it was sent; null before
     * @param at when the status became what it is
     */
    public record Delivery(
            String id,
            String scenario,
            String step,
            String channel,
            @Nullable String subject,
            String status,
            Instant createdAt,
            Instant at,
            @Nullable String error) {}

    /** Where a list goes on: messages made before, or at the same time with a smaller id. */
    public record Before(Instant createdAt, String id) {}

    public record Totals(long sent, long queued) {}

    /** Later than any message can be made. */
    private static final Before NOTHING = new Before(Instant.parse("9999-01-01T00:00:00Z"), "");

    private static final String OF_CUSTOMERS =
            "select id, scenario, step, channel, subject, status, created_at, updated_at, error"
                    + " from %s where customer_id = any (:customers)";

    private final JdbcClient jdbc;

    Deliveries(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public List<Delivery> of(Collection<Long> customers, @Nullable Before before, int limit) {
        Before from = before == null ? NOTHING : before;
        return jdbc.sql("select * from (" + OF_CUSTOMERS.formatted("outbox") + " union all "
                        + OF_CUSTOMERS.formatted("outcome")
                        + ") m where (created_at, id) < (:at, :id) order by created_at desc, id desc limit :limit")
                .param("customers", customers.toArray(Long[]::new))
                .param("at", from.createdAt().atOffset(ZoneOffset.UTC))
                .param("id", from.id())
                .param("limit", limit)
                .query((row, number) -> new Delivery(
                        row.getString("id"),
                        row.getString("scenario"),
                        row.getString("step"),
                        row.getString("channel"),
                        row.getString("subject"),
                        Status.of(row.getInt("status")).word(),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                        row.getString("error")))
                .list();
    }

    /** Over all time; what waits or is being handed over counts as queued. */
    public Totals totals() {
        return jdbc.sql("select (select coalesce(sum(n), 0) from delivery_count where status = ?) as sent,"
                        + " (select count(*) from outbox) as queued")
                .params(Status.SENT.code())
                .query(Totals.class)
                .single();
    }

    /** How long the message that was due first has been waiting; zero where none is due. */
    Duration overdue(Instant now) {
        return jdbc.sql("select min(due) from outbox")
                .query(OffsetDateTime.class)
                .optional()
                .map(due -> Duration.between(due.toInstant(), now))
                .filter(Duration::isPositive)
                .orElse(Duration.ZERO);
    }

    /** How many messages could not be delivered, by step of the scenario. */
    public Map<String, Long> failed(String scenario) {
        var failed = new HashMap<String, Long>();
        jdbc.sql("select step, n from delivery_count where scenario = ? and status = ?")
                .params(scenario, Status.FAILED.code())
                .query(row -> {
                    failed.put(row.getString("step"), row.getLong("n"));
                });
        return failed;
    }
}
