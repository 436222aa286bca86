package io.kikkake.bench;

import io.kikkake.bench.figure.Durations;
import io.kikkake.bench.figure.Figures;
import io.kikkake.bench.load.Cohort;
import io.kikkake.bench.load.SignUps;
import io.kikkake.bench.load.SteadyPosting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * How long from an accepted sign-up to its mail at the sink, under a steady rate. Posts leave by schedule whether or not
 * earlier ones are answered, so a slow moment is felt by every customer who came in it.
 */
final class LatencyBench implements Measurement {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final int rate;
    private final int seconds;
    private final int warmupSeconds;
    private final int connections;

    LatencyBench(Options options) {
        rate = options.number("rate", 100, 1);
        seconds = options.number("seconds", 30, 1);
        warmupSeconds = options.number("warmup", 20, 0);
        connections = options.number("connections", 8, 1);
    }

    @Override
    public void measure(Rig rig, Figures figures) throws Exception {
        figures.setting("rate", rate + " events/s")
                .setting("seconds", seconds)
                .setting("warmup", warmupSeconds + " s at three times the rate")
                .setting("connections", connections);
        if (warmupSeconds > 0) {
            rig.say("warming up for %d s with %d sign-ups/s".formatted(warmupSeconds, 3 * rate));
            Cohort warmup = rig.newcomers("warm", 3 * rate * warmupSeconds);
            SteadyPosting.post(rig.ingest(), singles(rig, warmup), 3 * rate, connections);
            warmup.awaitAll(PATIENCE);
            rig.api().awaitIdle(PATIENCE);
        }
        Cohort cohort = rig.newcomers("latency", rate * seconds);
        List<byte[]> requests = singles(rig, cohort);
        rig.say("measuring for %d s with %d sign-ups/s".formatted(seconds, rate));
        SteadyPosting posting = SteadyPosting.post(rig.ingest(), requests, rate, connections);
        cohort.awaitAll(PATIENCE);
        report(cohort, posting, figures);
    }

    private static List<byte[]> singles(Rig rig, Cohort cohort) {
        SignUps signUps = new SignUps(rig.ingest(), cohort);
        List<byte[]> requests = new ArrayList<>();
        for (int customer = 0; customer < cohort.size(); customer++) {
            requests.add(signUps.single(customer));
        }
        return requests;
    }

    private static void report(Cohort cohort, SteadyPosting posting, Figures figures) {
        Durations mail = Durations.ofNanos(customers(cohort)
                .map(i -> Math.max(0, cohort.firstMailAt((int) i) - posting.acceptedAt((int) i)))
                .toArray());
        Durations whole = Durations.ofNanos(customers(cohort)
                .map(i -> cohort.firstMailAt((int) i) - posting.dueAt((int) i))
                .toArray());
        Durations accept = Durations.ofNanos(customers(cohort)
                .map(i -> posting.acceptedAt((int) i) - posting.dueAt((int) i))
                .toArray());
        figures.figure("latency.p50", mail.medianMillis(), "ms")
                .figure("latency.p99", mail.percentileMillis(99), "ms")
                .figure("latency.max", mail.maxMillis(), "ms")
                .figure("latency.rate", posting.perSecond(), "events/s")
                .figure("latency.accept_p50", accept.medianMillis(), "ms")
                .figure("latency.accept_p99", accept.percentileMillis(99), "ms")
                .figure("latency.whole_p50", whole.medianMillis(), "ms")
                .figure("latency.whole_p99", whole.percentileMillis(99), "ms");
    }

    private static LongStream customers(Cohort cohort) {
        return LongStream.range(0, cohort.size());
    }
}
