package io.kikkake.server.runner;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads how many went where. */
@Component
public class Counts {

    /**
     * Of one scenario, all its versions together.
     *
     * @param running runs under way now
     * @param ended runs that came to the end
     */
    public record OfScenario(long running, long entered, long sent, long goals, long ended, Map<String, OfStep> steps) {

        private static final OfScenario NOTHING = new OfScenario(0, 0, 0, 0, 0, Map.of());

        public OfStep step(String id) {
            return steps.getOrDefault(id, OfStep.NOTHING);
        }
    }

    /**
     * @param now runs that stand there
     * @param passed how often a run went on from there
     * @param sent messages decided there
     * @param exited runs that left the scenario there
     */
    public record OfStep(long now, long passed, long sent, long exited) {
        private static final OfStep NOTHING = new OfStep(0, 0, 0, 0);
    }

    /** How often what happened at which step; the step is empty for what is of the whole run. */
    private static final class Tally {
        private final Map<String, Map<String, Long>> happened = new HashMap<>();
        private final Map<String, Long> now = new HashMap<>();

        long of(String what) {
            return happened.keySet().stream().mapToLong(step -> at(step, what)).sum();
        }

        long at(String step, String what) {
            return happened.getOrDefault(step, Map.of()).getOrDefault(what, 0L);
        }

        OfScenario read() {
            var steps = new HashMap<String, OfStep>();
            Set<String> names = new HashSet<>(happened.keySet());
            names.addAll(now.keySet());
            names.remove("");
            names.forEach(step -> steps.put(step, step(step)));
            long running = now.values().stream().mapToLong(Long::longValue).sum();
            return new OfScenario(running, of("entered"), of("sent"), of("goal"), of("ended"), steps);
        }

        private OfStep step(String step) {
            long here = now.getOrDefault(step, 0L);
            // Each kind of step leaves its own trace when a run comes there; a wait for events leaves another on going
            // on.
            long left = at(step, "goal") + at(step, "exited") + at(step, "restarted");
            // A message that is put off keeps its run, which leaves its trace when it goes on.
            long putOff = at(step, "deferred") > 0 ? here + left : 0;
            long came = Math.max(at(step, "waiting"), at(step, "sent") + at(step, "blocked") + putOff);
            came = Math.max(came, at(step, "branched"));
            came = Math.max(came, at(step, "done"));
            return new OfStep(here, Math.max(0, came - here - left), at(step, "sent"), at(step, "exited"));
        }
    }

    private final JdbcClient jdbc;

    Counts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How many entries of the event log have been decided since the beginning. */
    public long decided() {
        return jdbc.sql("select coalesce(sum(decided), 0) from runner_position")
                .query(Long.class)
                .single();
    }

    public OfScenario of(String scenario) {
        return tallies(scenario).getOrDefault(scenario, new Tally()).read();
    }

    /** By scenario; one where nothing happened yet is absent. */
    public Map<String, OfScenario> all() {
        var all = new HashMap<String, OfScenario>();
        tallies("").forEach((scenario, tally) -> all.put(scenario, tally.read()));
        return all;
    }

    public static OfScenario nothing() {
        return OfScenario.NOTHING;
    }

    /** @param scenario empty for all */
    private Map<String, Tally> tallies(String scenario) {
        var tallies = new HashMap<String, Tally>();
        jdbc.sql("select scenario, step, what, sum(n) from step_count where ? in ('', scenario) group by 1, 2, 3")
                .param(scenario)
                .query(row -> {
                    tally(tallies, row.getString(1))
                            .happened
                            .computeIfAbsent(row.getString(2), step -> new HashMap<>())
                            .put(row.getString(3), row.getLong(4));
                });
        String where = scenario.isEmpty() ? "where ? = ''" : "where scenario = ?";
        jdbc.sql("select scenario, step, count(*) from run " + where + " group by 1, 2")
                .param(scenario)
                .query(row -> {
                    tally(tallies, row.getString(1)).now.put(row.getString(2), row.getLong(3));
                });
        return tallies;
    }

    private static Tally tally(Map<String, Tally> tallies, String scenario) {
        return tallies.computeIfAbsent(scenario, id -> new Tally());
    }
}
