package io.kikkake.server.runner;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what was decided about customers, newest first. */
@Component
public class Decisions {

    /**
     * @param what in lower case, as the engine names it
     * @param detail the code of an engine's reason, or the name of a case or event
     * @param until when the run goes on, where it waits
     */
    public record Decided(
            long id,
            Instant at,
            String scenario,
            int version,
            String run,
            @Nullable String key,
            @Nullable String step,
            String what,
            @Nullable String detail,
            @Nullable Instant until) {}

    private final JdbcClient jdbc;

    Decisions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param before only decisions older than this number; null: all */
    public List<Decided> of(Collection<Long> customers, @Nullable Long before, int limit) {
        return jdbc.sql("select id, at, scenario, version, run, key, step, what, detail, until from trace"
                        + " where customer_id = any (?) and id < ? order by id desc limit ?")
                .params(customers.toArray(Long[]::new), before == null ? Long.MAX_VALUE : before, limit)
                .query((row, number) -> new Decided(
                        row.getLong("id"),
                        row.getTimestamp("at").toInstant(),
                        row.getString("scenario"),
                        row.getInt("version"),
                        row.getString("run"),
                        row.getString("key"),
                        row.getString("step"),
                        row.getString("what"),
                        row.getString("detail"),
                        instant(row.getTimestamp("until"))))
                .list();
    }

    static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
