package io.kikkake.server.runner;

import io.kikkake.engine.ScenarioSet.Project;
import io.kikkake.engine.Seeding;
import io.kikkake.engine.condition.Condition;
import io.kikkake.engine.condition.Parts;
import io.kikkake.engine.condition.Tallying;
import io.kikkake.engine.scenario.Conditions;
import io.kikkake.engine.scenario.Scenario;
import io.kikkake.server.ingest.EventLog;
import io.kikkake.server.ingest.Shards;
import io.kikkake.server.scenario.Scenarios;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    private final Scenarios scenarios;

    SeedingProgress(JdbcClient jdbc, EventLog log, Scenarios scenarios) {
        this.jdbc = jdbc;
        this.log = log;
        this.scenarios = scenarios;
    }

    /** Empty when everything is made. Customers are counted by their numbers: fast, and right to a few. */
    public Optional<Progress> now() {
        return of(Seeding.asked(scenarios.current()));
    }

    /** As {@link #now}, of what this scenario asks for alone. */
    public Optional<Progress> of(Scenario scenario) {
        Project project = scenarios.current().project();
        Set<Long> tallies = new HashSet<>();
        Set<String> segments = new HashSet<>();
        var open = new ArrayDeque<>(Conditions.of(scenario).toList());
        while (!open.isEmpty()) {
            Condition condition = open.remove();
            Parts.tallyings(condition).map(Tallying::id).forEach(tallies::add);
            Parts.segments(condition)
                    .filter(segments::add)
                    .map(project.segments()::get)
                    .filter(java.util.Objects::nonNull)
                    .forEach(open::add);
        }
        return of(tallies);
    }

    private Optional<Progress> of(Collection<Long> tallies) {
        if (tallies.isEmpty()) {
            return Optional.empty();
        }
        Map<Integer, Long> reached = new HashMap<>();
        jdbc.sql("select shard, min(customer) from tally_seed where tally = any (?) group by shard having count(*) = ?")
                .params(tallies.toArray(Long[]::new), tallies.size())
                .query(row -> {
                    reached.put(row.getInt(1), row.getLong(2));
                });
        long newest = log.newestCustomer();
        long done = 0;
        boolean all = true;
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            // A shard that has not noted all of them has not heard of the scenario yet.
            long cursor = reached.getOrDefault(shard, 0L);
            all &= cursor == TallySeeds.ALL;
            done += Math.min(cursor, newest) / Shards.COUNT;
        }
        return all ? Optional.empty() : Optional.of(new Progress(done, newest));
    }
}
