package io.kikkake.server.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Random scenarios and histories, lived through by the runner's own steps under a virtual clock: on a store in memory.
 * Each world comes from one number; a failure names it, and {@code -Dkikkake.simulation.seed=N} begins with
 * that world; {@code -Dkikkake.simulation.decisions=1} with it makes it the only one.
 */
class SimulationTest {

    private static final long DECISIONS = Long.getLong("kikkake.simulation.decisions", 2_000_000L);

    static long firstSeed() {
        return Long.getLong("kikkake.simulation.seed", new SplittableRandom().nextLong() >>> 16);
    }

    @Test
    void whateverHappensWhereverItCrashesTheRulesHold() {
        long first = firstSeed();
        System.out.printf("simulation: first seed %d, %d decisions%n", first, DECISIONS);
        long decisions = 0;
        long fired = 0;
        long sends = 0;
        long seed = first;
        for (; decisions < DECISIONS; seed++) {
            var invariants = new Invariants();
            decisions += live(seed, invariants);
            fired += invariants.fired();
            sends += invariants.sends();
        }
        System.out.printf(
                "simulation: %d worlds, %d decisions, %d timers fired, %d messages%n",
                seed - first, decisions, fired, sends);
        // One world alone may have no timer that fires.
        assertThat(seed == first + 1 || fired > 0 && sends > 0).isTrue();
    }

    /** One world: lived without a crash, and again with crashes and other batches; nobody can tell which was which. */
    private static long live(long seed, Invariants invariants) {
        try {
            RandomWorld.Drawn drawn = RandomWorld.of(seed, invariants);
            MemoryHost calm = drawn.lived();
            var crashing = new MemoryHost(drawn.world(), new SplittableRandom(seed));
            crashing.live(drawn.world());
            Invariants.moved(calm);
            Invariants.moved(crashing);
            if (drawn.ordered()) {
                assertThat(crashing.traces()).isEqualTo(calm.traces());
                assertThat(crashing.all()).isEqualTo(calm.all());
                assertThat(crashing.timers).isEqualTo(calm.timers);
                assertThat(crashing.sends).isEqualTo(calm.sends);
            }
            return calm.decisions() + crashing.decisions();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "The world of -Dkikkake.simulation.seed=" + seed + " -Dkikkake.simulation.decisions=1: "
                            + e.getMessage(),
                    e);
        }
    }
}
