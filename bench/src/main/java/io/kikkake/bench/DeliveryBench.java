package io.kikkake.bench;

import io.kikkake.bench.figure.Figures;
import io.kikkake.bench.load.Cohort;
import io.kikkake.bench.load.Posting;
import io.kikkake.bench.load.SignUps;
import io.kikkake.bench.load.Subscribers;
import io.kikkake.bench.server.MemoryWatch;
import io.kikkake.bench.smtp.RawSmtp;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How fast mails leave that are decided already: customers do what triggers them, the engine decides, and the scenario's brake
 * holds the messages in the outbox until all are there and the bench lets them go, as a person would. Mails are of more than 30
 * KB of HTML, opens and clicks noticed.
 */
final class DeliveryBench implements Measurement {
    private static final Duration PATIENCE = Duration.ofMinutes(60);
    private static final Duration RAW = Duration.ofSeconds(5);
    /** Whose mails nobody signs. */
    private static final String PLAIN = "plain.example";
    /** Signs with RSA-2048. */
    private static final String SIGNED = "hiyori.example";
    /** Signs with Ed25519 besides, as a domain does that was added without a wish of its own. */
    private static final String TWICE = "twice.example";

    private static final String RSA = "rsa-sha256";
    private static final String ED25519 = "ed25519-sha256";
    private static final ZoneId ZONE = ZoneId.of("Asia/Tokyo");
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm");
    private static final int PER_POST = 100;
    private static final int PER_PIECE = 20_000;
    private static final int POSTING = 4;
    /** As many as the server opens by default. */
    private static final int SMTP_CONNECTIONS = 16;

    private static final int RAW_MAILS = 20_000;

    private final int mails;
    private final int twice;
    private final int unsigned;
    private final int warmup;
    private final int newsletter;

    DeliveryBench(Options options) {
        mails = options.number("mails", 100_000, 0);
        twice = options.number("twice", 30_000, 0);
        unsigned = options.number("unsigned", 50_000, 0);
        warmup = options.number("warmup", 50_000, 0);
        newsletter = options.number("newsletter", 200_000, 0);
    }

    @Override
    public void measure(Rig rig, Figures figures) throws Exception {
        figures.setting(
                        "mails",
                        mails + " signed, " + twice + " signed twice, " + unsigned + " unsigned, after " + warmup)
                .setting("newsletter", newsletter + " mails, one sign-up each second")
                .setting("outbox", "filled by the engine, held by the brake, released by the API")
                .setting("smtp_connections", SMTP_CONNECTIONS);
        rig.api().addSendingDomain(SIGNED, RSA);
        rig.api().addSendingDomain(TWICE, RSA, ED25519);
        int bytes = 0;
        if (warmup > 0) {
            bytes = drain(rig, "warm", PLAIN, warmup).cohort().meanBytes();
        }
        bytes = measured(rig, "plain", PLAIN, unsigned, "delivery.unsigned", figures)
                .orElse(bytes);
        bytes = measured(rig, "twice", TWICE, twice, "delivery.signed_twice", figures)
                .orElse(bytes);
        if (mails > 0) {
            bytes = signed(rig, figures);
        }
        if (bytes > 0) {
            raw(rig, bytes, figures);
        }
        if (newsletter > 0) {
            behind(rig, figures);
        }
    }

    /** @return how large a mail was; empty where there are none */
    private static OptionalInt measured(Rig rig, String name, String sender, int size, String figure, Figures figures)
            throws Exception {
        if (size == 0) {
            return OptionalInt.empty();
        }
        Drained drained = drain(rig, name, sender, size);
        figures.figure(figure, drained.perSecond(), "mails/s");
        return OptionalInt.of(drained.cohort().meanBytes());
    }

    private int signed(Rig rig, Figures figures) throws Exception {
        Filled filled = fill(rig, "signed", SIGNED, mails);
        long start = release(rig, filled);
        int before = filled.cohort().arrived();
        awaitArrived(filled.cohort(), before + (mails - before) / 10);
        watched(rig, figures, "delivery.rss", () -> filled.cohort().awaitAll(PATIENCE));
        figures.figure("delivery.signed", new Drained(filled.cohort(), before, start).perSecond(), "mails/s");
        return filled.cohort().meanBytes();
    }

    /** Something that takes its time. */
    private interface Work {
        void run() throws Exception;
    }

    /** How much memory the server has in the end, and how much more it had at most than in the beginning. Another's server is not watched. */
    private static void watched(Rig rig, Figures figures, String name, Work work) throws Exception {
        OptionalLong pid = rig.server().pid();
        if (pid.isEmpty()) {
            work.run();
            return;
        }
        try (MemoryWatch memory = MemoryWatch.of(pid.getAsLong())) {
            double before = memory.megabytes();
            work.run();
            figures.figure(name, memory.megabytes(), "MB")
                    .figure(name + "_growth", memory.largestMegabytes() - before, "MB");
        }
    }

    private static void raw(Rig rig, int bytes, Figures figures) throws Exception {
        figures.setting("mail_bytes", bytes);
        rig.say("raw SMTP and raw signing with mails of %d bytes".formatted(bytes));
        RawSmtp raw = new RawSmtp(rig.sink().port(), bytes);
        raw.mailsPerSecond(RAW_MAILS / 4, SMTP_CONNECTIONS);
        figures.figure("delivery.raw_smtp", raw.mailsPerSecond(RAW_MAILS, SMTP_CONNECTIONS), "mails/s");
        RawSign.mailsPerSecond(bytes, RawSign.ONCE, RAW.dividedBy(5));
        figures.figure("delivery.raw_sign", RawSign.mailsPerSecond(bytes, RawSign.ONCE, RAW), "mails/s");
        figures.figure("delivery.raw_sign_twice", RawSign.mailsPerSecond(bytes, RawSign.TWICE, RAW), "mails/s");
    }

    private static Drained drain(Rig rig, String name, String sender, int size) throws Exception {
        return drain(rig, fill(rig, name, sender, size));
    }

    private static Drained drain(Rig rig, Filled filled) throws Exception {
        long start = release(rig, filled);
        int before = filled.cohort().arrived();
        filled.cohort().awaitAll(PATIENCE);
        var drained = new Drained(filled.cohort(), before, start);
        rig.say("%s: %.0f mails/s of %d bytes"
                .formatted(
                        filled.scenario(), drained.perSecond(), filled.cohort().meanBytes()));
        return drained;
    }

    /** Held messages of a scenario. */
    private record Filled(String scenario, Cohort cohort) {}

    /** @param before how many had come when the rest was let go, at {@code start} */
    private record Drained(Cohort cohort, int before, long start) {
        double perSecond() {
            return (cohort.size() - before) / ((cohort.latest() - start) / 1e9);
        }
    }

    private static Filled fill(Rig rig, String name, String sender, int size) throws Exception {
        rig.say("filling the outbox: %s, %d mails".formatted(name, size));
        String event = "Bench Filled " + name;
        rig.api().applyScenario(scenario(name, sender, "{event: " + event + "}", "event.products"));
        Cohort cohort = rig.newcomers(name, size);
        var signUps = new SignUps(rig.ingest(), cohort, event);
        post(rig, size, (from, to) -> signUps.batches(from, to, PER_POST));
        return held(rig, "bench-" + name, cohort);
    }

    /** Requests for customers from a number up to another. */
    private interface Requests {
        List<byte[]> of(int from, int to);
    }

    /** Piece by piece: a million customers' requests do not fit into memory at once. */
    private static void post(Rig rig, int customers, Requests requests) throws Exception {
        for (int from = 0; from < customers; from += PER_PIECE) {
            Posting.all(rig.ingest(), requests.of(from, Math.min(from + PER_PIECE, customers)), POSTING);
        }
    }

    private static String scenario(String name, String sender, String trigger, String products) throws IOException {
        return Rig.resource("delivery.yaml")
                .replace("NAME", name)
                .replace("SENDER", sender)
                .replace("TRIGGER", trigger)
                .replace("PRODUCTS", products);
    }

    private static Filled held(Rig rig, String scenario, Cohort cohort) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (rig.api().held(scenario) + cohort.arrived() < cohort.size()) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException(scenario + " does not hold its " + cohort.size() + " messages");
            }
            TimeUnit.MILLISECONDS.sleep(500);
        }
        return new Filled(scenario, cohort);
    }

    private static long release(Rig rig, Filled filled) throws IOException {
        rig.say("%s: %d mails are let go".formatted(filled.scenario(), rig.api().held(filled.scenario())));
        if (filled.cohort().arrived() < filled.cohort().size()) {
            rig.api().release(filled.scenario());
        }
        return System.nanoTime();
    }

    private static void awaitArrived(Cohort cohort, int mails) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (cohort.arrived() < mails) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException(cohort.arrived() + " mails came, not " + mails);
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** A customer who signs up while a newsletter leaves must not wait for it. */
    private void behind(Rig rig, Figures figures) throws Exception {
        rig.say("filling the outbox: a newsletter to %d".formatted(newsletter));
        Cohort readers = rig.newcomers("letter", newsletter);
        var subscribers = new Subscribers(rig.ingest(), readers);
        post(rig, newsletter, (from, to) -> subscribers.batches(from, to, PER_POST));
        rig.api().awaitIdle(PATIENCE);
        ZonedDateTime at = ZonedDateTime.now(ZONE).plusSeconds(70).truncatedTo(ChronoUnit.MINUTES);
        String trigger = "{schedule: {at: \"%s\"}, to: {attribute: letter, equals: %s}}"
                .formatted(MOMENT.format(at), subscribers.letter());
        rig.api().applyScenario(scenario("letter", SIGNED, trigger, "customer.picks"));
        Filled filled = held(rig, "bench-letter", readers);
        long start = release(rig, filled);
        int before = readers.arrived();
        List<Long> waits = new ArrayList<>();
        waits.add(signUp(rig, 0));
        watched(rig, figures, "delivery.newsletter_rss", () -> {
            for (int second = 1; readers.arrived() < readers.size(); second++) {
                waits.add(signUp(rig, second));
            }
        });
        var drained = new Drained(readers, before, start);
        double longest = waits.stream().mapToLong(Long::longValue).max().orElse(0) / 1e6;
        rig.say("%d sign-ups meanwhile, the longest wait %.0f ms".formatted(waits.size(), longest));
        figures.figure("delivery.newsletter", drained.perSecond(), "mails/s")
                .figure("delivery.trigger_behind", longest, "ms");
    }

    /** Once a second. @return nanoseconds from accepted to its mail */
    private static long signUp(Rig rig, int second) throws Exception {
        long begun = System.nanoTime();
        Cohort one = rig.newcomers("behind" + second + "x", 1);
        Posting posting = Posting.all(rig.ingest(), List.of(new SignUps(rig.ingest(), one).single(0)), 1);
        one.awaitAll(PATIENCE);
        long rest = TimeUnit.SECONDS.toNanos(1) - (System.nanoTime() - begun);
        TimeUnit.NANOSECONDS.sleep(Math.max(0, rest));
        return Math.max(0, one.latest() - posting.acceptedAt());
    }
}
