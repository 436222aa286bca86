package io.kikkake.bench.engine;

import io.kikkake.bench.figure.Figures;
import java.util.Collection;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** How many decisions a second one core makes with 50 active scenarios, and what one allocates. */
public final class EngineBench {
    private static final int SILENT = 450;
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private final int seconds;
    private final int warmupSeconds;
    private final int forks;

    /**
     * @param seconds measured, for each benchmark and fork
     * @param forks JVMs for each benchmark; 0: in this one, for looking at with a profiler
     */
    public EngineBench(int seconds, int warmupSeconds, int forks) {
        this.seconds = seconds;
        this.warmupSeconds = warmupSeconds;
        this.forks = forks;
    }

    public void measure(Figures figures) throws RunnerException {
        figures.setting("scenarios", "50, five for each event name")
                .setting("seconds", seconds + " for each benchmark, after " + warmupSeconds + " s of warm-up")
                .setting("forks", forks);
        Collection<RunResult> few = run("0", "active", "idle", "unheard");
        Collection<RunResult> many = run(Integer.toString(SILENT), "active", "idle");
        figures.figure("engine.decide_idle", perSecond(few, "idle"), "decisions/s")
                .figure("engine.decide_active", perSecond(few, "active"), "decisions/s")
                .figure("engine.decide_unheard", perSecond(few, "unheard"), "decisions/s")
                .figure("engine.alloc", allocated(few, "active"), "B/decision")
                .figure("engine.alloc_idle", allocated(few, "idle"), "B/decision")
                .setting("silent", SILENT + " scenarios more that listen to nothing that happens")
                .figure("engine.silent_idle", perSecond(few, "idle") / perSecond(many, "idle"), "times")
                .figure("engine.silent_active", perSecond(few, "active") / perSecond(many, "active"), "times")
                .figure("engine.silent_alloc", allocated(many, "active") / allocated(few, "active"), "times");
    }

    private Collection<RunResult> run(String silent, String... benchmarks) throws RunnerException {
        var options = new OptionsBuilder()
                .param("silent", silent)
                .threads(1)
                .forks(forks)
                .warmupIterations(warmupSeconds)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(seconds)
                .measurementTime(TimeValue.seconds(1))
                .jvmArgs("-Xms256m", "-Xmx256m", "-XX:+UseSerialGC")
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true);
        for (String benchmark : benchmarks) {
            options.include(Decide.class.getName() + "." + benchmark + "$");
        }
        return new Runner(options.build(), OutputFormatFactory.createFormatInstance(System.err, VerboseMode.NORMAL))
                .run();
    }

    private static double perSecond(Collection<RunResult> results, String benchmark) {
        return of(results, benchmark).getPrimaryResult().getScore();
    }

    private static double allocated(Collection<RunResult> results, String benchmark) {
        Result<?> allocated = of(results, benchmark).getSecondaryResults().get(ALLOCATED);
        if (allocated == null) {
            throw new IllegalStateException("The profiler did not say what " + benchmark + " allocates");
        }
        return allocated.getScore();
    }

    private static RunResult of(Collection<RunResult> results, String benchmark) {
        return results.stream()
                .filter(result -> result.getParams().getBenchmark().endsWith("." + benchmark))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No result of " + benchmark));
    }
}
