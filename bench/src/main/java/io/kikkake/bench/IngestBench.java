package io.kikkake.bench;

import io.kikkake.bench.figure.Figures;
import io.kikkake.bench.load.OngoingViews;
import io.kikkake.bench.postgres.RawCopy;
import io.kikkake.bench.server.MemoryWatch;
import java.time.Duration;
import java.util.OptionalLong;

/** How many events a second come in over HTTP and are decided, when none of them triggers anything. */
final class IngestBench implements Measurement {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int COPY_ROWS = 2_000;
    private static final int COPY_CONNECTIONS = 2;

    private final int seconds;
    private final int warmupSeconds;
    private final int batch;
    private final int connections;
    private final int users;
    private final int copySeconds;

    IngestBench(Options options) {
        seconds = options.number("seconds", 30, 1);
        warmupSeconds = options.number("warmup", 20, 0);
        batch = options.number("batch", 250, 1);
        connections = options.number("connections", 4, 1);
        users = options.number("users", 20_000, 1);
        copySeconds = options.number("copy-seconds", 5, 1);
    }

    @Override
    public void measure(Rig rig, Figures figures) throws Exception {
        OptionalLong pid = rig.server().pid();
        if (pid.isEmpty()) {
            run(rig, figures);
        } else {
            try (MemoryWatch memory = MemoryWatch.of(pid.getAsLong())) {
                run(rig, figures);
                figures.figure("ingest.jvm_rss", memory.largestMegabytes(), "MB")
                        .figure("ingest.jvm_hwm", memory.peakMegabytes(), "MB");
            }
        }
        rig.say("raw COPY for %d s".formatted(copySeconds));
        double raw = new RawCopy(rig.server().databaseUrl(), COPY_ROWS)
                .rowsPerSecond(Duration.ofSeconds(copySeconds), COPY_CONNECTIONS);
        figures.setting("raw_copy", COPY_CONNECTIONS + " connections, " + COPY_ROWS + " rows a commit, no index")
                .figure("ingest.raw_copy", raw, "events/s");
    }

    private void run(Rig rig, Figures figures) throws Exception {
        OngoingViews views = new OngoingViews(rig.ingest(), rig.messageIds("ingest"), batch, users, connections);
        figures.setting("seconds", seconds)
                .setting("warmup", warmupSeconds + " s of the same load")
                .setting("batch", batch)
                .setting("connections", connections)
                .setting("users", users)
                .setting("event_bytes", views.bytesPerEvent());
        long before = rig.api().awaitIdle(PATIENCE).decided();
        if (warmupSeconds > 0) {
            rig.say("warming up for %d s".formatted(warmupSeconds));
            OngoingViews.Posted posted = views.post(Duration.ofSeconds(warmupSeconds));
            rig.api().awaitDecided(before + posted.events(), PATIENCE);
            before = rig.api().awaitIdle(PATIENCE).decided();
        }
        rig.say("measuring for %d s".formatted(seconds));
        OngoingViews.Posted posted = views.post(Duration.ofSeconds(seconds));
        rig.say("%d events accepted, waiting until all are decided".formatted(posted.events()));
        rig.api().awaitDecided(before + posted.events(), PATIENCE);
        double decidedSeconds = (System.nanoTime() - posted.startedAt()) / 1e9;
        figures.figure("ingest.events", posted.events() / decidedSeconds, "events/s")
                .figure("ingest.accepted", posted.perSecond(), "events/s");
    }
}
