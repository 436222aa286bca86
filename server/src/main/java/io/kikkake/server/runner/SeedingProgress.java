package io.kikkake.server.runner;

import io.kikkake.server.ingest.EventLog;
import io.kikkake.server.ingest.Shards;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells how far the tallies of newly published scenarios are made from the event log. */
@Component
public class SeedingProgress {

    /**
     * @param done customers looked through
     * @param total customers there are
     */
    public record Progress(long done, long total) {}

    private final JdbcClient jdbc;
    private final EventLog log;

    SeedingProgress(JdbcClient jdbc, EventLog log) {
        this.jdbc = jdbc;
        this.log = log;
    }

    /** Empty when everything is made. Customers are counted by their numbers: fast, and right to a few. */
    public Optional<Progress> now() {
        long newest = log.newestCustomer();
        var open = jdbc.sql("select min(customer) from tally_seed group by shard")
                .query(Long.class)
                .list();
        if (open.stream().allMatch(customer -> customer == TallySeeds.ALL)) {
            return Optional.empty();
        }
        long done = open.stream()
                .mapToLong(customer -> Math.min(customer, newest) / Shards.COUNT)
                .sum();
        return Optional.of(new Progress(done, newest));
    }
}
