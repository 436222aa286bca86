package io.kikkake.server.runner;

import io.kikkake.server.ingest.Shards;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What happens next by itself. */
@Component
public class NextDue {

    private static final String EACH_SHARD = "generate_series(0, " + (Shards.COUNT - 1) + ") known (shard)";

    /** @param step where a run goes on; {@code trigger} where a scenario looks whether to start one */
    public record Due(Instant due, String scenario, String step) {}

    private final JdbcClient jdbc;

    public NextDue(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A run that goes on, a birthday, a silence that gets too long, a newsletter. Empty while nothing waits; overdue counts. */
    public Optional<Due> next() {
        // One probe of each index per shard. A timer's name is its kind and its scenario.
        return jdbc.sql("select next.due, next.scenario, next.step from " + EACH_SHARD + ", lateral ("
                        + " (select due, scenario, step from run where run.shard = known.shard and due is not null"
                        + " order by due limit 1)"
                        + " union all (select due, substr(name, strpos(name, ':') + 1), 'trigger' from timer"
                        + " where timer.shard = known.shard order by due limit 1)"
                        + " union all (select due, scenario, 'trigger' from schedule where due is not null"
                        + " order by due limit 1)) next order by next.due, next.scenario limit 1")
                .query((row, number) -> new Due(
                        row.getObject("due", OffsetDateTime.class).toInstant(),
                        row.getString("scenario"),
                        row.getString("step")))
                .optional();
    }

    /** Whether somebody is on the way through a scenario and waits for a time; birthdays always wait. */
    public boolean isRunWaiting() {
        return jdbc.sql("select exists (select from " + EACH_SHARD + ", lateral (select from run"
                        + " where run.shard = known.shard and due is not null order by due limit 1) waiting)")
                .query(Boolean.class)
                .single();
    }
}
