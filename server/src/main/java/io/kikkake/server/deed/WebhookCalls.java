package io.kikkake.server.deed;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The calls that are to be made, in the database. */
@Component
class WebhookCalls {

    /** @param attempts this one included */
    record Call(
            String id,
            long customer,
            String run,
            String step,
            int visit,
            String url,
            String body,
            int attempts,
            @Nullable Instant until) {}

    private static final List<Duration> PAUSES = List.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(8));

    private final JdbcClient jdbc;

    WebhookCalls(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What is in nobody's hands although it was claimed is called again, under the same id. */
    void recover(Set<String> inHand) {
        jdbc.sql("update webhook_call set status = 0 where status = 1 and id <> all (?)")
                .param(inHand.toArray(String[]::new))
                .update();
    }

    List<Call> claim(int limit, Instant now) {
        return jdbc.sql("""
                        with next as (
                          select id from webhook_call where status = 0 and due <= :now::timestamptz
                          order by due limit :limit for update skip locked)
                        update webhook_call c set status = 1, attempts = attempts + 1, updated_at = :now::timestamptz
                        from next where c.id = next.id
                        returning c.id, customer_id, run, step, visit, url, body, attempts, until""")
                .param("now", now.toString())
                .param("limit", limit)
                .query((row, number) -> new Call(
                        row.getString(1),
                        row.getLong(2),
                        row.getString(3),
                        row.getString(4),
                        row.getInt(5),
                        row.getString(6),
                        row.getString(7),
                        row.getInt(8),
                        row.getTimestamp(9) == null ? null : row.getTimestamp(9).toInstant()))
                .list();
    }

    /** When to try again; null where it is over: tried often enough, or nobody waits any longer. */
    @Nullable
    Instant again(Call call, Instant now) {
        if (call.attempts() > PAUSES.size()) {
            return null;
        }
        Instant next = now.plus(PAUSES.get(call.attempts() - 1));
        return call.until() != null && !next.isBefore(call.until()) ? null : next;
    }

    void putOff(Call call, Instant due, String error, Instant now) {
        jdbc.sql(
                        "update webhook_call set status = 0, due = ?::timestamptz, error = ?, updated_at = ?::timestamptz where id = ?")
                .params(due.toString(), error, now.toString(), call.id())
                .update();
    }

    void end(Call call, boolean ok, @Nullable String error, Instant now) {
        jdbc.sql("update webhook_call set status = ?, error = nullif(?, ''), updated_at = ?::timestamptz where id = ?")
                .params(ok ? 2 : 3, error == null ? "" : error, now.toString(), call.id())
                .update();
    }
}
