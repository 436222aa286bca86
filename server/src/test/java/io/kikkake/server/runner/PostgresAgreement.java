package io.kikkake.server.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.server.ingest.Shards;
import io.kikkake.server.runner.PostgresRows.PositionRow;
import io.kikkake.server.runner.PostgresRows.RunRow;
import io.kikkake.server.runner.PostgresRows.TimerRow;
import java.util.ArrayList;
import java.util.List;

/** What must be the same in the database and in memory when all is quiet, and what must hold in the database by itself. */
final class PostgresAgreement {

    private final PostgresRows rows;
    private final MemoryHost memory;

    PostgresAgreement(PostgresRows rows, MemoryHost memory) {
        this.rows = rows;
        this.memory = memory;
    }

    void check() {
        assertThat(rows.positions()).as("positions").isEqualTo(positions());
        assertThat(rows.traces()).as("traces").isEqualTo(memory.traces());
        assertThat(rows.states()).as("states").isEqualTo(memory.all());
        assertThat(rows.runs()).as("rows of runs").containsExactlyInAnyOrderElementsOf(runs());
        assertThat(rows.timers()).as("rows of timers").containsExactlyInAnyOrderElementsOf(timers());
        assertThat(rows.sends()).as("messages").containsExactlyInAnyOrderElementsOf(memory.sends.values());
        assertThat(rows.deeds())
                .as("deeds")
                .containsExactlyInAnyOrderElementsOf(
                        memory.deeds().stream().map(done -> done.deed().id()).toList());
        checkAlone();
    }

    /** Nothing twice, nothing lost, nothing left lying. */
    private void checkAlone() {
        none("entries that could not be decided", "select count(*) from dead_letter");
        none("batches that have not ended", "select count(*) from batch where ended_at is null");
        none(
                "tallies that were not made for all",
                "select count(*) from tally_seed where customer <> " + TallySeeds.ALL);
        none("runs that entered twice", """
            select count(*) from (select from trace where what = 'entered' group by run having count(*) > 1) twice\
            """);
        none("runs that ended twice", """
            select count(*) from (select from trace where what in ('goal', 'exited', 'ended', 'restarted')
              group by run having count(*) > 1) twice\
            """);
        none("runs that are there although they ended", """
            select count(*) from run where exists (select from trace t where t.run = run.id
              and what in ('goal', 'exited', 'ended', 'restarted'))\
            """);
        none("messages that are both to leave and withdrawn", "select count(*) from outbox join outcome using (id)");
        none("messages nobody decided", """
            select count(*) from (select run, step from outbox union all select run, step from outcome) m
            where not exists (select from trace t where t.run = m.run and t.step = m.step and what = 'sent')\
            """);
        none("counts of steps that are not the traces'", """
            select count(*) from
              (select scenario, step, what, sum(n) as n from step_count group by 1, 2, 3) counted
              full join (select scenario, coalesce(step, '') as step, what, count(*) as n from trace group by 1, 2, 3) traced
              using (scenario, step, what) where counted.n is distinct from traced.n\
            """);
        none("counts of people that are not the traces'", """
            select count(*) from
              (select scenario, sum(n) as n from entry_count group by 1 having sum(n) <> 0) counted
              full join (select scenario, sum(case what when 'entered' then 1 else -1 end) as n from trace
                where what in ('entered', 'restarted') group by 1 having sum(case what when 'entered' then 1 else -1 end) <> 0)
                traced using (scenario) where counted.n is distinct from traced.n\
            """);
    }

    private void none(String what, String count) {
        assertThat(rows.count(count)).as(what).isZero();
    }

    private List<PositionRow> positions() {
        var positions = new ArrayList<PositionRow>();
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            positions.add(new PositionRow(shard, memory.positions[shard], memory.read[shard]));
        }
        return positions;
    }

    private List<RunRow> runs() {
        return memory.runs().stream()
                .map(under -> new RunRow(
                        under.run().id(),
                        Shards.of(under.customer()),
                        under.customer(),
                        under.run().scenario(),
                        under.run().version(),
                        under.run().key(),
                        under.run().step(),
                        under.run().startedAt(),
                        under.run().due()))
                .toList();
    }

    private List<TimerRow> timers() {
        var timers = new ArrayList<TimerRow>();
        memory.all()
                .forEach((customer, state) -> state.memory()
                        .timers()
                        .forEach((name, due) -> timers.add(new TimerRow(customer, name, Shards.of(customer), due))));
        return timers;
    }
}
