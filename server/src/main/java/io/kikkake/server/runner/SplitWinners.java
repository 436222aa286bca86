package io.kikkake.server.runner;

import io.kikkake.engine.scenario.Step;
import io.kikkake.server.platform.Settings;
import io.kikkake.server.scenario.Scenarios;
import io.kikkake.server.scenario.Winners;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the arm that has won, once its split has run long enough. Asked only when somebody comes by: before that it makes no difference. */
@Component
class SplitWinners {

    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

    private record Count(long taken, long goals, Instant first) {
        double rate() {
            return taken == 0 ? 0 : (double) goals / taken;
        }
    }

    private static final Count NOTHING = new Count(0, 0, Instant.MAX);

    private final JdbcClient jdbc;
    private final Scenarios scenarios;
    private final Winners winners;
    private final Clock clock;
    private final ZoneId zone;
    private final Map<SplitRows.Split, Instant> looked = new ConcurrentHashMap<>();

    SplitWinners(JdbcClient jdbc, Scenarios scenarios, Winners winners, Clock clock, Settings settings) {
        this.jdbc = jdbc;
        this.scenarios = scenarios;
        this.winners = winners;
        this.clock = clock;
        this.zone = settings.timeZone();
    }

    void look(Set<SplitRows.Split> touched) {
        for (SplitRows.Split split : touched) {
            split(split)
                    .filter(step -> step.winner() != null && mayHaveWon(split))
                    .flatMap(step -> step.winner() == null ? Optional.empty() : winner(split, step, step.winner()))
                    .ifPresent(arm -> winners.declare(split.scenario(), split.step(), arm, clock.instant()));
        }
    }

    private Optional<Step.Split> split(SplitRows.Split split) {
        return scenarios.newest(split.scenario()).stream()
                .flatMap(version -> version.scenario().steps().stream())
                .filter(step -> step.id().equals(split.step()) && step instanceof Step.Split)
                .map(Step.Split.class::cast)
                .findFirst();
    }

    private boolean mayHaveWon(SplitRows.Split split) {
        Instant now = clock.instant();
        Instant last = looked.get(split);
        if (winners.has(split.scenario(), split.step()) || (last != null && now.isBefore(last.plus(BETWEEN_LOOKS)))) {
            return false;
        }
        looked.put(split, now);
        return true;
    }

    private Optional<String> winner(SplitRows.Split split, Step.Split step, Step.Winner rule) {
        Map<String, Count> counts = counts(split);
        boolean enough = step.arms().stream()
                .allMatch(arm -> counts.getOrDefault(arm.id(), NOTHING).taken() >= rule.min());
        if (!enough) {
            return Optional.empty();
        }
        Instant first = counts.values().stream()
                .map(Count::first)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        long goals = counts.values().stream().mapToLong(Count::goals).sum();
        if (goals == 0 || clock.instant().isBefore(rule.after().after(first, zone))) {
            return Optional.empty();
        }
        // Of two as good, the one written first.
        return step.arms().reversed().stream()
                .map(Step.Arm::id)
                .max(Comparator.comparingDouble(
                        arm -> counts.getOrDefault(arm, NOTHING).rate()));
    }

    private Map<String, Count> counts(SplitRows.Split split) {
        var counts = new HashMap<String, Count>();
        jdbc.sql("select arm, sum(taken), sum(goals), min(first_at) from split_count where scenario = ? and step = ?"
                        + " group by arm")
                .params(split.scenario(), split.step())
                .query(row -> {
                    counts.put(
                            row.getString(1),
                            new Count(
                                    row.getLong(2),
                                    row.getLong(3),
                                    row.getTimestamp(4).toInstant()));
                });
        return counts;
    }
}
