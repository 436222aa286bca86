package io.kikkake.bench;

import io.kikkake.bench.fault.Disk;
import io.kikkake.bench.fault.UnkindServer;
import io.kikkake.bench.figure.Figures;
import io.kikkake.bench.load.Cohort;
import io.kikkake.bench.load.MailLog;
import io.kikkake.bench.load.PersistentPosting;
import io.kikkake.bench.load.SignUps;
import io.kikkake.bench.postgres.Database;
import io.kikkake.bench.server.OwnServer;
import io.kikkake.bench.server.UnknownMessage;
import io.kikkake.bench.smtp.SmtpSink;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What trouble of every kind loses or doubles: kill -9 of the server and of its PostgreSQL, a full disk, a clock that jumps an hour,
 * and all the while a mail server that puts off, refuses, hangs and cuts. Half of the mails are marketing (at most once), half
 * transactional (at least once, with the same Message-ID). Whoever starts the server again when it ended is the bench, as a
 * service manager would.
 */
final class FaultsBench {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int LONGEST_PAUSE_MILLIS = 1_000;
    private static final int FULL_MILLIS = 4_000;
    private static final int CONNECTIONS = 8;
    private static final Duration HOUR = Duration.ofHours(1);
    /** Until everything that was put off has been tried again. */
    private static final Duration LATER = Duration.ofHours(7);

    private static final String STOPPED = "Kikkake stopped";
    /** What may be in the hands of connections at once, and waiting for them. */
    private static final int IN_HAND = 64;

    private enum Trouble {
        KILL,
        KILL_DATABASE,
        CLOCK_FORWARD,
        CLOCK_BACK,
        FULL_DISK
    }

    private final int customers;
    private final int rate;
    private final int kills;
    private final int databaseKills;
    private final int jumps;
    private final int fullDisks;
    private final int seed;

    private int restarts;
    private Duration shift = Duration.ZERO;

    FaultsBench(Options options) {
        customers = options.number("customers", 6_000, 2);
        rate = options.number("rate", 300, 1);
        kills = options.number("kills", 8, 0);
        databaseKills = options.number("database-kills", 3, 0);
        jumps = options.number("clock-jumps", 2, 0);
        fullDisks = options.number("full-disks", 1, 0);
        seed = options.number("seed", (int) (System.nanoTime() & 0x3fff_ffff) % 1_000_000, 0);
    }

    void measure(Rig.Place place, Figures figures) throws Exception {
        var mails = new MailLog();
        var unkind = new UnkindServer(seed, mails);
        try (Disk disk = Disk.below(place.parent());
                SmtpSink sink = SmtpSink.start(0, unkind, unkind)) {
            OwnServer server = OwnServer.start(
                    place.launcher(), disk.directory(), sink.port(), place.keep(), Map.of("KIKKAKE_DEMO", "true"));
            try (Rig rig = Rig.on(mails, sink, server)) {
                rig.describe(figures);
                figures.setting("customers", customers + ", half of them transactional")
                        .setting("rate", rate + " customers/s while up")
                        .setting("disk", disk.isOwn() ? "a tmpfs of its own, filled up" : "never full: needs root")
                        .setting("seed", seed);
                measure(rig, server, disk, unkind, figures);
            }
        }
    }

    private void measure(Rig rig, OwnServer server, Disk disk, UnkindServer unkind, Figures figures) throws Exception {
        rig.say("seed %d".formatted(seed));
        rig.api().applyScenario(Rig.resource("receipt.yaml"));
        Cohort marketing = rig.newcomers("marketing", customers / 2);
        Cohort transactional = rig.newcomers("service", customers / 2);
        List<byte[]> requests = new ArrayList<>(new SignUps(rig.ingest(), marketing).batches(1));
        requests.addAll(new SignUps(rig.ingest(), transactional, "Bench Ordered").batches(1));
        Collections.shuffle(requests, new Random(seed));
        var posting = PersistentPosting.held(rig.ingest(), requests, rate, CONNECTIONS);
        List<Trouble> troubles = troubles(disk);
        for (int i = 0; i < troubles.size(); i++) {
            int before = posting.accepted();
            int share = 2 * (requests.size() - before) / (troubles.size() - i + 1);
            posting.hold(false);
            var random = new Random(seed + i);
            posting.awaitAccepted(before + random.nextInt(share + 1), PATIENCE);
            TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
            unkind.note(troubles.get(i).name());
            long start = System.nanoTime();
            make(troubles.get(i), server, disk);
            awaitServing(rig, server);
            rig.say("%s: %d of %d entered, %d and %d mails; serving again after %.1f s"
                    .formatted(
                            troubles.get(i),
                            posting.accepted(),
                            requests.size(),
                            marketing.arrived(),
                            transactional.arrived(),
                            (System.nanoTime() - start) / 1e9));
        }
        posting.hold(false);
        posting.awaitAccepted(requests.size(), PATIENCE);
        unkind.beKind();
        settle(rig, server);
        figures.figure("faults.troubles", troubles.size(), "troubles").figure("faults.restarts", restarts, "starts");
        rig.say("how the mail server behaved: %s".formatted(unkind.done()));
        compare(rig, marketing, transactional, unkind, figures);
    }

    private List<Trouble> troubles(Disk disk) {
        var troubles = new ArrayList<Trouble>();
        troubles.addAll(Collections.nCopies(kills, Trouble.KILL));
        troubles.addAll(Collections.nCopies(databaseKills, Trouble.KILL_DATABASE));
        for (int jump = 0; jump < jumps; jump++) {
            troubles.add(jump % 2 == 0 ? Trouble.CLOCK_FORWARD : Trouble.CLOCK_BACK);
        }
        troubles.addAll(Collections.nCopies(disk.isOwn() ? fullDisks : 0, Trouble.FULL_DISK));
        Collections.shuffle(troubles, new Random(seed));
        return troubles;
    }

    private void make(Trouble trouble, OwnServer server, Disk disk) throws Exception {
        switch (trouble) {
            case KILL -> server.kill();
            case KILL_DATABASE -> server.killDatabase();
            case CLOCK_FORWARD -> shiftClock(server, HOUR);
            case CLOCK_BACK -> shiftClock(server, HOUR.negated());
            case FULL_DISK -> {
                disk.fill();
                TimeUnit.MILLISECONDS.sleep(FULL_MILLIS);
                disk.free();
            }
        }
    }

    /** The clock of a demo goes on from what is recorded of it; while the server is down, another time is. */
    private void shiftClock(OwnServer server, Duration by) throws InterruptedException, IOException, SQLException {
        server.kill();
        shift = shift.plus(by);
        Instant now = Instant.now();
        try (var database = new Database(server.databaseUrl())) {
            database.execute("insert into setting (name, value) values ('demo.clock', '{\"real\": \"" + now
                    + "\", \"shown\": \"" + now.plus(shift)
                    + "\"}') on conflict (name) do update set value = excluded.value");
        }
    }

    /** Until the API answers and events are taken; a server that has ended is started again. */
    private void awaitServing(Rig rig, OwnServer server) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            if (!server.isAlive()) {
                restarts++;
                try {
                    server.startAgain();
                } catch (IOException notYet) {
                    rig.say("did not start: " + notYet.getMessage());
                }
            }
            try {
                rig.api().counts();
                return;
            } catch (IOException away) {
                if (System.nanoTime() > deadline) {
                    throw away;
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    /** Lets hours pass until nothing waits to be tried again. */
    private void settle(Rig rig, OwnServer server) throws Exception {
        rig.say("all entered; hours pass until nothing is tried any more");
        for (int round = 0; ; round++) {
            TimeUnit.SECONDS.sleep(5);
            Map<String, Long> counts = rig.api().messageCounts();
            long waiting = counts.getOrDefault("queued", 0L) + counts.getOrDefault("sending", 0L);
            if (waiting == 0) {
                rig.api().awaitSettled(PATIENCE);
                return;
            }
            if (round > 20) {
                throw new IllegalStateException(waiting + " messages never end: " + counts);
            }
            rig.say("%s".formatted(counts));
            shiftClock(server, LATER);
            awaitServing(rig, server);
        }
    }

    private void compare(Rig rig, Cohort marketing, Cohort transactional, UnkindServer unkind, Figures figures)
            throws Exception {
        Set<String> unknown = new HashSet<>();
        int stopped = 0;
        int unexplained = 0;
        for (UnknownMessage message : rig.api().unknownMessages()) {
            unknown.add(message.to());
            boolean byRestart = message.why().startsWith(STOPPED);
            stopped += byRestart ? 1 : 0;
            if (marketing.customer(message.to()) < 0 || (!byRestart && !unkind.wasCut(message.to()))) {
                unexplained++;
                rig.say("unknown without a reason: %s".formatted(message));
            }
        }
        unexplained += Math.max(0, stopped - restarts * IN_HAND);
        int lost = 0;
        int duplicates = 0;
        int repeated = 0;
        for (Cohort cohort : List.of(marketing, transactional)) {
            for (int i = 0; i < cohort.size(); i++) {
                boolean known = cohort.mails(i) > 0 || unkind.refused(cohort, i) || unknown.contains(cohort.address(i));
                if (!known) {
                    lost++;
                    rig.say("lost: %s".formatted(cohort.address(i)));
                }
                int twice = cohort == marketing
                        ? Math.max(0, cohort.mails(i) - 1)
                        : Math.max(0, unkind.messages(cohort, i) - 1);
                duplicates += twice;
                if (twice > 0) {
                    rig.say("twice: %s, %s".formatted(cohort.address(i), unkind.story(cohort.address(i))));
                }
                repeated += cohort == transactional ? Math.max(0, cohort.mails(i) - 1) : 0;
            }
        }
        rig.say("messages by status: %s".formatted(rig.api().messageCounts()));
        figures.figure("faults.sent", marketing.arrived() + transactional.arrived(), "customers")
                .figure("faults.lost", lost, "customers")
                .figure("faults.duplicates", duplicates, "mails")
                .figure("faults.repeated", repeated, "transactional mails, with the same Message-ID")
                .figure("faults.unknown", unknown.size(), "mails")
                .figure("faults.unknown_at_restarts", stopped, "mails")
                .figure("faults.unknown_unexplained", unexplained, "mails");
    }
}
