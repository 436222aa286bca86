package io.kikkake.bench;

import io.kikkake.bench.figure.Durations;
import io.kikkake.bench.figure.Figures;
import io.kikkake.bench.load.Cohort;
import io.kikkake.bench.load.PersistentPosting;
import io.kikkake.bench.load.SignUps;
import io.kikkake.bench.server.OwnServer;
import io.kikkake.bench.server.UnknownMessage;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * What kill -9 at random moments of a stream of sign-ups loses or doubles. Each life of the server begins with up to a
 * second without new customers, in which it delivers what the life before left, and ends while customers are entering.
 */
final class CrashBench implements Measurement {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int LONGEST_PAUSE_MILLIS = 1_000;

    private final int customers;
    private final int kills;
    private final int rate;
    private final int connections;
    private final long seed;

    CrashBench(Options options) {
        customers = options.number("customers", 5_000, 1);
        kills = options.number("kills", 20, 0);
        rate = options.number("rate", 500, 1);
        connections = options.number("connections", 8, 1);
        seed = options.number("seed", (int) (System.nanoTime() & 0x3fff_ffff) % 1_000_000, 0);
    }

    @Override
    public void measure(Rig rig, Figures figures) throws Exception {
        if (!(rig.server() instanceof OwnServer server)) {
            throw new IllegalArgumentException("The crash bench kills its server: it takes no --url.");
        }
        figures.setting("customers", customers)
                .setting("rate", rate + " customers/s while up")
                .setting("connections", connections)
                .setting("seed", seed);
        rig.say("seed %d".formatted(seed));
        Cohort cohort = rig.newcomers("crash", customers);
        List<byte[]> requests = new SignUps(rig.ingest(), cohort).batches(1);
        PersistentPosting posting = PersistentPosting.held(rig.ingest(), requests, rate, connections);
        long[] starts = killOverAndOver(rig, server, cohort, posting);
        posting.hold(false);
        posting.awaitAccepted(customers, PATIENCE);
        rig.say("all entered, %d posts were repeated; waiting until the queue is empty".formatted(posting.repeats()));
        rig.api().awaitSettled(PATIENCE);
        figures.figure("crash.kills", kills, "kills");
        if (starts.length > 0) {
            figures.figure("crash.start", Durations.ofNanos(starts).medianMillis(), "ms");
        }
        compare(rig, cohort, posting.accepted(), figures);
    }

    /** Answers how long each start took, in nanoseconds. */
    private long[] killOverAndOver(Rig rig, OwnServer server, Cohort cohort, PersistentPosting posting)
            throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        long[] starts = new long[kills];
        for (int kill = 0; kill < kills; kill++) {
            long up = System.nanoTime();
            TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
            int before = posting.accepted();
            int share = 2 * (customers - before) / (kills - kill + 1);
            posting.hold(false);
            posting.awaitAccepted(before + random.nextInt(share + 1), PATIENCE);
            long killedAt = System.nanoTime();
            server.kill();
            posting.hold(true);
            server.startAgain();
            starts[kill] = System.nanoTime() - killedAt;
            rig.say("kill %d after %.1f s up: %d entered, %d mails; up again in %.1f s"
                    .formatted(
                            kill + 1, (killedAt - up) / 1e9, posting.accepted(), cohort.arrived(), starts[kill] / 1e9));
        }
        return starts;
    }

    private static void compare(Rig rig, Cohort cohort, int entered, Figures figures) throws Exception {
        boolean[] unknown = new boolean[cohort.size()];
        List<UnknownMessage> listed = rig.api().unknownMessages();
        int unknownArrived = 0;
        for (UnknownMessage message : listed) {
            int customer = cohort.customer(message.to());
            if (customer < 0) {
                rig.say("the unknown message %s is to nobody of ours: '%s'".formatted(message.id(), message.to()));
                continue;
            }
            unknown[customer] = true;
            unknownArrived += cohort.mails(customer) > 0 ? 1 : 0;
        }
        List<Integer> lost = customers(cohort)
                .filter(i -> cohort.mails(i) == 0 && !unknown[i])
                .boxed()
                .toList();
        int duplicates =
                customers(cohort).map(i -> Math.max(0, cohort.mails(i) - 1)).sum();
        lost.stream().limit(10).forEach(i -> rig.say("lost: %s".formatted(cohort.address(i))));
        rig.say("messages by status: %s".formatted(rig.api().messageCounts()));
        rig.say("Message-IDs seen twice: %s".formatted(rig.mails().repeatedMessageIds()));
        figures.figure("crash.entered", entered, "customers")
                .figure("crash.arrived", cohort.arrived(), "customers")
                .figure("crash.lost", lost.size(), "customers")
                .figure("crash.duplicates", duplicates, "mails")
                .figure("crash.unknown", listed.size(), "mails")
                .figure("crash.unknown_arrived", unknownArrived, "mails");
    }

    private static IntStream customers(Cohort cohort) {
        return IntStream.range(0, cohort.size());
    }
}
