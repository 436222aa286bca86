package io.kikkake.bench;

import io.kikkake.bench.figure.Durations;
import io.kikkake.bench.figure.Figures;
import io.kikkake.bench.load.Cohort;
import io.kikkake.bench.load.Posting;
import io.kikkake.bench.load.ProductViews;
import io.kikkake.bench.load.SignUps;
import io.kikkake.bench.smtp.RawSmtp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** How fast the mails of many sign-ups at once go out, and how long one sign-up waits behind a queue of other events. */
final class DrainBench implements Measurement {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int VIEWS_PER_BATCH = 250;
    private static final int USERS = 20_000;
    /** As many as the server opens by default. */
    private static final int SMTP_CONNECTIONS = 16;

    private final int customers;
    private final int warmup;
    private final int batch;
    private final int connections;
    private final int behind;
    private final int rounds;

    DrainBench(Options options) {
        customers = options.number("customers", 5_000, 1);
        warmup = options.number("warmup", 40_000, 0);
        batch = options.number("batch", 100, 1);
        connections = options.number("connections", 4, 1);
        behind = options.number("behind", 20_000, VIEWS_PER_BATCH);
        rounds = options.number("rounds", 5, 1);
    }

    @Override
    public void measure(Rig rig, Figures figures) throws Exception {
        figures.setting("customers", customers)
                .setting("warmup", warmup + " customers")
                .setting("batch", batch + " customers a post")
                .setting("connections", connections)
                .setting("behind", behind + " events, " + rounds + " rounds")
                .setting("smtp_connections", SMTP_CONNECTIONS);
        for (int done = 0; done < warmup; done += customers) {
            rig.say("warming up: %d of %d customers".formatted(done, warmup));
            signUp(rig, "warm" + done + "x", Math.min(customers, warmup - done));
        }
        rig.say("%d customers sign up at once".formatted(customers));
        int bytes = drain(rig, figures);
        figures.setting("mail_bytes", bytes);
        rig.say("raw SMTP with mails of %d bytes".formatted(bytes));
        RawSmtp raw = new RawSmtp(rig.sink().port(), bytes);
        raw.mailsPerSecond(customers, SMTP_CONNECTIONS);
        figures.figure("drain.raw_smtp", raw.mailsPerSecond(4 * customers, SMTP_CONNECTIONS), "mails/s");
        behind(rig, figures);
    }

    private int drain(Rig rig, Figures figures) throws Exception {
        Signed signed = signUp(rig, "drain", customers);
        long start = signed.posting.startedAt();
        figures.figure("drain.mails", customers / ((signed.cohort.latest() - start) / 1e9), "mails/s")
                .figure("drain.first", (signed.cohort.earliest() - start) / 1e6, "ms")
                .figure("drain.accepted", (signed.posting.acceptedAt() - start) / 1e6, "ms");
        return signed.cohort.meanBytes();
    }

    private Signed signUp(Rig rig, String phase, int size) throws Exception {
        Cohort cohort = rig.newcomers(phase, size);
        List<byte[]> requests = new SignUps(rig.ingest(), cohort).batches(batch);
        Posting posting = Posting.all(rig.ingest(), requests, connections);
        cohort.awaitAll(PATIENCE);
        rig.api().awaitIdle(PATIENCE);
        return new Signed(cohort, posting);
    }

    private record Signed(Cohort cohort, Posting posting) {}

    private void behind(Rig rig, Figures figures) throws Exception {
        long[] waits = new long[rounds];
        for (int round = 0; round < rounds; round++) {
            List<byte[]> views = views(rig, round);
            Cohort one = rig.newcomers("behind" + round + "x", 1);
            List<byte[]> signUp = List.of(new SignUps(rig.ingest(), one).single(0));
            Posting.all(rig.ingest(), views, connections);
            Posting posting = Posting.all(rig.ingest(), signUp, 1);
            one.awaitAll(PATIENCE);
            waits[round] = Math.max(0, one.latest() - posting.acceptedAt());
            rig.say("a sign-up behind %d events waited %.1f ms".formatted(behind, waits[round] / 1e6));
            rig.api().awaitIdle(PATIENCE);
        }
        Durations durations = Durations.ofNanos(waits);
        figures.figure("drain.behind", durations.medianMillis(), "ms")
                .figure("drain.behind_max", durations.maxMillis(), "ms");
    }

    private List<byte[]> views(Rig rig, int round) {
        ProductViews views = new ProductViews(
                rig.ingest(),
                rig.messageIds("views" + round + "x"),
                VIEWS_PER_BATCH,
                USERS,
                new SplittableRandom(round));
        List<byte[]> requests = new ArrayList<>();
        Instant now = Instant.now();
        for (int posted = 0; posted < behind; posted += VIEWS_PER_BATCH) {
            requests.add(views.next(now).clone());
        }
        return requests;
    }
}
