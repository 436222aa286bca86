package io.kikkake.server.runner;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the runs under way. */
@Component
public class Running {

    /** @param until when the run goes on by itself */
    public record Passage(
            String id,
            String scenario,
            int version,
            @Nullable String key,
            String step,
            Instant startedAt,
            @Nullable Instant until) {}

    private final JdbcClient jdbc;

    Running(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of customers, oldest first. */
    public List<Passage> of(Collection<Long> customers) {
        return jdbc.sql("select id, scenario, version, key, step, started_at, due from run where customer_id = any (?)"
                        + " order by started_at, id")
                .param(customers.toArray(Long[]::new))
                .query((row, number) -> new Passage(
                        row.getString("id"),
                        row.getString("scenario"),
                        row.getInt("version"),
                        row.getString("key"),
                        row.getString("step"),
                        row.getTimestamp("started_at").toInstant(),
                        Decisions.instant(row.getTimestamp("due"))))
                .list();
    }
}
