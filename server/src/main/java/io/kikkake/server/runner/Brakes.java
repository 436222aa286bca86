package io.kikkake.server.runner;

import io.kikkake.engine.ScenarioSet;
import io.kikkake.engine.scenario.Scenario;
import io.kikkake.engine.scenario.Topic;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Stops a scenario that is about to reach more people in a day than it should: what it decides to send is held until a person
 * agrees. Each shard sees what the others have committed, so as many may pass as they have in one step.
 */
@Component
class Brakes {

    private static final Logger log = LoggerFactory.getLogger(Brakes.class);

    /** For a scenario that has no usual day yet. */
    static final long CEILING_OF_A_NEW_ONE = 1000;

    /** However quiet its days are: fewer than this many are no accident. */
    static final long LOWEST_CEILING = 100;

    private static final int TIMES_USUAL = 10;
    private static final int DAYS_LOOKED_AT = 28;

    /** Days with entries that make a usual one. */
    private static final int DAYS_NEEDED = 3;

    private record Ceiling(LocalDate day, long people) {}

    /** Of scenarios that do not name theirs, as it is today. */
    private final Map<String, Ceiling> usual = new ConcurrentHashMap<>();

    /**
     * Counts entries, and says which scenarios must not send.
     *
     * @param entered by scenario, how many people came in
     * @param sending scenarios that are about to send
     */
    Set<String> stopped(
            Connection transaction,
            int shard,
            ScenarioSet active,
            Map<String, Long> entered,
            Set<String> sending,
            Instant now)
            throws SQLException {
        LocalDate today = LocalDate.ofInstant(now, active.project().zone());
        count(transaction, shard, entered, today);
        var asked = new TreeSet<>(sending);
        asked.addAll(entered.keySet());
        asked.removeIf(scenario -> isFree(active, scenario));
        if (asked.isEmpty()) {
            return Set.of();
        }
        var stopped = new TreeSet<String>();
        Map<String, Long> reached = reached(transaction, asked, today);
        Map<String, LocalDate> agreed = agreed(transaction, asked);
        for (String scenario : asked) {
            LocalDate day = agreed.get(scenario);
            long people = reached.getOrDefault(scenario, 0L);
            if (LocalDate.MIN.equals(day)) {
                stopped.add(scenario);
            } else if (day == null || day.isBefore(today)) {
                long ceiling = ceiling(transaction, active, scenario, today);
                if (people > ceiling) {
                    stop(transaction, scenario, ceiling, people, now);
                    stopped.add(scenario);
                }
            }
        }
        return stopped;
    }

    /** What a customer asked for goes, unless the scenario itself names a ceiling. */
    private static boolean isFree(ScenarioSet active, String id) {
        Scenario scenario = active.currentScenario(id).orElse(null);
        if (scenario == null) {
            return true;
        }
        Topic topic = active.project().topics().get(scenario.topic());
        boolean transactional = topic != null && topic.kind() == Topic.Kind.TRANSACTIONAL;
        return transactional && scenario.own().ceiling() == null;
    }

    private static void count(Connection transaction, int shard, Map<String, Long> entered, LocalDate today)
            throws SQLException {
        if (entered.isEmpty()) {
            return;
        }
        var sorted = new TreeMap<>(entered);
        try (var upsert = transaction.prepareStatement("""
                insert into entry_count as c (shard, scenario, day, n)
                select ?, e.scenario, ?, e.n from unnest(?::text[], ?::bigint[]) as e (scenario, n)
                on conflict (scenario, day, shard) do update set n = c.n + excluded.n""")) {
            upsert.setInt(1, shard);
            upsert.setObject(2, today);
            upsert.setArray(3, transaction.createArrayOf("text", sorted.keySet().toArray()));
            upsert.setArray(4, transaction.createArrayOf("int8", sorted.values().toArray()));
            upsert.executeUpdate();
        }
    }

    private static Map<String, Long> reached(Connection transaction, Set<String> scenarios, LocalDate today)
            throws SQLException {
        var reached = new HashMap<String, Long>();
        try (var select = transaction.prepareStatement(
                "select scenario, sum(n) from entry_count where scenario = any (?) and day = ? group by 1")) {
            select.setArray(1, transaction.createArrayOf("text", scenarios.toArray()));
            select.setObject(2, today);
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    reached.put(rows.getString(1), rows.getLong(2));
                }
            }
        }
        return reached;
    }

    /**
     * By scenario, the day it was last let go; {@link LocalDate#MIN} where it is stopped. Locked, so that whoever lets it go
     * finds what this transaction holds.
     */
    private static Map<String, LocalDate> agreed(Connection transaction, Set<String> scenarios) throws SQLException {
        var agreed = new HashMap<String, LocalDate>();
        try (var select = transaction.prepareStatement(
                "select scenario, agreed from brake where scenario = any (?) order by scenario for share")) {
            select.setArray(1, transaction.createArrayOf("text", scenarios.toArray()));
            try (var rows = select.executeQuery()) {
                while (rows.next()) {
                    LocalDate day = rows.getObject(2, LocalDate.class);
                    agreed.put(rows.getString(1), day == null ? LocalDate.MIN : day);
                }
            }
        }
        return agreed;
    }

    private long ceiling(Connection transaction, ScenarioSet active, String scenario, LocalDate today)
            throws SQLException {
        Integer own = active.currentScenario(scenario)
                .map(each -> each.own().ceiling())
                .orElse(null);
        if (own != null) {
            return own;
        }
        Ceiling known = usual.get(scenario);
        if (known == null || !known.day().equals(today)) {
            known = new Ceiling(today, usual(transaction, scenario, today));
            usual.put(scenario, known);
        }
        return known.people();
    }

    private static long usual(Connection transaction, String scenario, LocalDate today) throws SQLException {
        try (var select = transaction.prepareStatement("select count(distinct day), coalesce(sum(n), 0)::bigint"
                + " from entry_count where scenario = ? and day < ? and day >= ?")) {
            select.setString(1, scenario);
            select.setObject(2, today);
            select.setObject(3, today.minusDays(DAYS_LOOKED_AT));
            try (var rows = select.executeQuery()) {
                rows.next();
                long days = rows.getLong(1);
                return days < DAYS_NEEDED
                        ? CEILING_OF_A_NEW_ONE
                        : Math.max(LOWEST_CEILING, rows.getLong(2) * TIMES_USUAL / days);
            }
        }
    }

    private static void stop(Connection transaction, String scenario, long ceiling, long people, Instant now)
            throws SQLException {
        log.warn(
                "Scenario {} was entered by {} people today, its ceiling is {}. Its messages are held until somebody agrees:"
                        + " POST /api/brakes/{}/release or drop.",
                scenario,
                people,
                ceiling,
                scenario);
        try (var upsert = transaction.prepareStatement("""
                insert into brake (scenario, since, ceiling, reached) values (?, ?::timestamptz, ?, ?)
                on conflict (scenario) do update set since = excluded.since, ceiling = excluded.ceiling,
                  reached = excluded.reached, agreed = null""")) {
            upsert.setString(1, scenario);
            upsert.setString(2, now.toString());
            upsert.setLong(3, ceiling);
            upsert.setLong(4, people);
            upsert.executeUpdate();
        }
    }
}
