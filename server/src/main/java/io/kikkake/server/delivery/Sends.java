package io.kikkake.server.delivery;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which message it was that something came back of. */
@Component
public class Sends {

    /** @param address it went to; null before an attempt */
    public record Send(
            String id,
            long customer,
            @Nullable String address,
            String scenario,
            String run,
            String step,
            String message,
            String topic) {}

    private static final String COLUMNS = "select id, customer_id, address, scenario, run, step, message, topic from ";

    private final JdbcClient jdbc;

    Sends(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By their ids; unknown ones are absent. */
    public Map<String, Send> find(Collection<String> ids) {
        var found = new HashMap<String, Send>();
        if (ids.isEmpty()) {
            return found;
        }
        jdbc.sql(COLUMNS + "outcome where id = any (:ids) union all " + COLUMNS + "outbox where id = any (:ids)")
                .param("ids", ids.toArray(String[]::new))
                .query(row -> {
                    found.put(
                            row.getString(1),
                            new Send(
                                    row.getString(1),
                                    row.getLong(2),
                                    row.getString(3),
                                    row.getString(4),
                                    row.getString(5),
                                    row.getString(6),
                                    row.getString(7),
                                    row.getString(8)));
                });
        return found;
    }

    /** When the last message left for the customer's address, of those that left before a time; null if none did. */
    public @Nullable Instant lastSent(long customer, String address, Instant before, Collection<String> butNot) {
        return jdbc.sql(
                        "select max(updated_at) from outcome where customer_id = :customer and lower(address) = :address"
                                + " and status = " + Status.SENT.code()
                                + " and updated_at < :before::timestamptz and id <> all (:butNot)")
                .param("customer", customer)
                .param("address", address)
                .param("before", before.toString())
                .param("butNot", butNot.toArray(String[]::new))
                .query((row, number) -> row.getTimestamp(1))
                .optional()
                .map(java.sql.Timestamp::toInstant)
                .orElse(null);
    }
}
