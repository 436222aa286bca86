package io.kikkake.server.runner;

import io.kikkake.server.ingest.Shards;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which run goes on next by itself. */
@Component
public class NextDue {

    public record Due(Instant due, String scenario, String step) {}

    private final JdbcClient jdbc;

    public NextDue(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Empty while no run waits for a time; overdue runs count. */
    public Optional<Due> next() {
        // One probe of the index per shard.
        return jdbc.sql("select run.due, run.scenario, run.step from generate_series(0, " + (Shards.COUNT - 1)
                        + ") known (shard),"
                        + " lateral (select due, scenario, step from run where run.shard = known.shard and due is not null"
                        + " order by due limit 1) run order by run.due limit 1")
                .query((row, number) -> new Due(
                        row.getObject("due", OffsetDateTime.class).toInstant(),
                        row.getString("scenario"),
                        row.getString("step")))
                .optional();
    }
}
