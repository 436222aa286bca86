package io.kikkake.bench.engine;

import io.kikkake.engine.Decision;
import io.kikkake.engine.Engine;
import io.kikkake.engine.ScenarioSet;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One decision, for customers in turn. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls prepare() first
public class Decide {

    /** Further scenarios that listen to nothing that happens. */
    @Param("0")
    public int silent;

    private ScenarioSet scenarios;
    private Workload.Case[] idle;
    private Workload.Case[] unheard;
    private Workload.Case[] active;
    private int next;

    @Setup
    public void prepare() {
        var workload = new Workload(silent);
        scenarios = workload.active();
        idle = workload.idle();
        unheard = workload.unheard();
        active = workload.active50();
    }

    @Benchmark
    public Decision idle() {
        return decide(idle);
    }

    @Benchmark
    public Decision unheard() {
        return decide(unheard);
    }

    @Benchmark
    public Decision active() {
        return decide(active);
    }

    private Decision decide(Workload.Case[] cases) {
        Workload.Case one = cases[next++ & cases.length - 1];
        return Engine.decide(scenarios, one.state(), one.input(), one.now());
    }
}
