package io.kikkake.bench;

import io.kikkake.bench.figure.Durations;
import io.kikkake.bench.figure.Figures;
import io.kikkake.bench.load.Cohort;
import io.kikkake.bench.load.PendingTimers;
import io.kikkake.bench.load.SignUps;
import io.kikkake.bench.load.SteadyPosting;
import io.kikkake.bench.postgres.Database;
import io.kikkake.bench.postgres.OverdueWatch;
import io.kikkake.bench.postgres.RawTimers;
import io.kikkake.bench.server.OwnServer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * How late timers fire among millions that wait, and how fast a great many drain that are due at the same moment, while
 * fresh events go on. The timers are written into the tables while the server is down.
 */
final class TimersBench implements Measurement {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final Duration RAW = Duration.ofSeconds(10);
    private static final int FRESH_PER_SECOND = 10;
    private static final int FRESH_BEFORE = 20;
    private static final int CONNECTIONS = 2;
    private static final Duration LONGEST = Duration.ofMinutes(10);
    /** Until the first of the steady timers is due they must be written. */
    private static final Duration TO_WRITE = Duration.ofSeconds(20);

    private static final int WRITTEN_PER_SECOND = 4_000;
    private static final int MOST_IN_PLAIN_SQL = 400_000;
    /** Customers' numbers, far from those of people who sign up meanwhile and from each other; ordered by shard. */
    private static final long FIRST_FAR = 1_000_000_000;

    private static final long FIRST_STEADY = 2_000_000_000;
    private static final long FIRST_DRAINING = 3_000_000_000L;
    private static final long FIRST_RAW = 4_000_000_000L;

    private final int timers;
    private final int rate;
    private final int seconds;
    private final int drain;
    private final int warmup;

    TimersBench(Options options) {
        timers = options.number("timers", 10_000_000, 1_000);
        rate = options.number("rate", 3_000, 1);
        seconds = options.number("seconds", 30, 1);
        warmup = options.number("warmup", 20, 0);
        drain = options.number("drain", 1_000_000, 1);
    }

    @Override
    public void measure(Rig rig, Figures figures) throws Exception {
        if (!(rig.server() instanceof OwnServer server)) {
            throw new IllegalArgumentException("The timers bench stops its server and fills its database: no --url.");
        }
        figures.setting("timers", timers + " pending, two runs a customer")
                .setting("due", rate + " a second for " + seconds + " s, after " + warmup + " s of warm-up")
                .setting("drain", drain + " due at the same moment")
                .setting(
                        "fresh",
                        FRESH_PER_SECOND
                                + " sign-ups/s while they drain, from accepted to mail, after 20 s of them before");
        rig.api().applyScenario(Rig.resource("timers.yaml"));
        server.kill();
        var pending = new PendingTimers(server.databaseUrl());
        try (var database = new Database(server.databaseUrl())) {
            rig.say("writing %d timers".formatted(timers));
            pending.writeMany(FIRST_FAR, timers, pending::far);
            rig.say("written");
            server.startAgain();
            punctual(rig, pending, database, figures);
            drain(rig, pending, database, figures);
        }
        rig.say("the same in plain SQL");
        figures.figure("timers.raw_postgres", raw(server.databaseUrl(), pending), "timers/s");
    }

    /** As many at the same moment, customer by customer, as those that drained before. */
    private double raw(String url, PendingTimers pending) throws Exception {
        Instant due = Instant.now().truncatedTo(ChronoUnit.MICROS);
        int shard = pending.addForNobody(FIRST_RAW, Math.min(drain, MOST_IN_PLAIN_SQL), timer -> due);
        return new RawTimers(url, shard).timersPerSecond(RAW);
    }

    private void punctual(Rig rig, PendingTimers pending, Database database, Figures figures) throws Exception {
        int count = rate * (seconds + warmup);
        Duration toWrite = TO_WRITE.plusSeconds(count / WRITTEN_PER_SECOND);
        Instant first = Instant.now().plus(toWrite);
        rig.say("%d timers a second, for %d s".formatted(rate, seconds + warmup));
        pending.add(FIRST_STEADY, count, timer -> due(first, timer));
        if (Instant.now().isAfter(first)) {
            throw new IllegalStateException("Writing " + count + " timers took longer than " + toWrite);
        }
        List<Instant[]> dues = new ArrayList<>();
        for (int shard = 0; shard < Database.SHARDS; shard++) {
            int of = shard;
            dues.add(LongStream.range((long) rate * warmup, count)
                    .filter(timer -> PendingTimers.shard(FIRST_STEADY, timer) == of)
                    .mapToObj(timer -> due(first, timer))
                    .toArray(Instant[]::new));
        }
        Instant end = due(first, count).plusSeconds(60);
        double[] late = new OverdueWatch(database).watch(dues, end, PATIENCE);
        figures.figure("timers.lateness_p50", late[late.length / 2], "ms")
                .figure("timers.lateness_p99", late[(int) (late.length * 0.99)], "ms")
                .figure("timers.lateness_max", late[late.length - 1], "ms");
    }

    /** To the microsecond, as the database keeps it. */
    private Instant due(Instant first, long timer) {
        return first.plusNanos(timer * (1_000_000_000L / rate)).truncatedTo(ChronoUnit.MICROS);
    }

    private void drain(Rig rig, PendingTimers pending, Database database, Figures figures) throws Exception {
        rig.say("fresh events before");
        for (int round = 0; round < FRESH_BEFORE; round++) {
            // A server that has been up for a minute has sent mail before.
            var ignored = freshEvents(rig, "before" + round + "x");
        }
        Instant due = Instant.now().truncatedTo(ChronoUnit.MICROS);
        rig.say("writing %d timers due at the same moment".formatted(drain));
        pending.add(FIRST_DRAINING, drain, timer -> due);
        long start = System.nanoTime();
        rig.say("they drain");
        var drained = CompletableFuture.supplyAsync(() -> awaitDrained(database, due));
        // As long as the drain takes; a fresh event must not feel it.
        List<Long> waits = new ArrayList<>();
        for (int round = 0; !drained.isDone() && round < LONGEST.toSeconds(); round++) {
            waits.addAll(freshEvents(rig, "fresh" + round + "x"));
        }
        double lasted = (drained.get() - start) / 1e9;
        Durations fresh =
                Durations.ofNanos(waits.stream().mapToLong(Long::longValue).toArray());
        figures.figure("timers.drain", drain / lasted, "timers/s")
                .figure("timers.fresh_p50", fresh.medianMillis(), "ms")
                .figure("timers.fresh_max", fresh.maxMillis(), "ms");
    }

    /** A second's worth of sign-ups. @return nanoseconds each waited, from accepted to its mail */
    private static List<Long> freshEvents(Rig rig, String name) throws Exception {
        Cohort fresh = rig.newcomers(name, FRESH_PER_SECOND);
        var signUps = new SignUps(rig.ingest(), fresh);
        var requests =
                IntStream.range(0, fresh.size()).mapToObj(signUps::single).toList();
        var posting = SteadyPosting.post(rig.ingest(), requests, FRESH_PER_SECOND, CONNECTIONS);
        fresh.awaitAll(PATIENCE);
        return IntStream.range(0, fresh.size())
                .mapToObj(i -> Math.max(0, fresh.firstMailAt(i) - posting.acceptedAt(i)))
                .toList();
    }

    /** Answers when nothing that was due is pending any more. */
    private static long awaitDrained(Database database, Instant due) {
        String pending = "select count(*) from generate_series(0, " + (Database.SHARDS - 1) + ") s (shard),"
                + " lateral (select 1 from run where run.shard = s.shard and due <= '" + due
                + "' order by due limit 1) pending";
        long deadline = System.nanoTime() + LONGEST.toNanos();
        try {
            while (database.number(pending) > 0) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("The timers did not drain within " + LONGEST);
                }
                Thread.sleep(50);
            }
            return System.nanoTime();
        } catch (SQLException | InterruptedException e) {
            throw new IllegalStateException("The drain could not be watched", e);
        }
    }
}
