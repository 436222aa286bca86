package io.kikkake.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.engine.Effect.What;
import io.kikkake.engine.scenario.Scenario;
import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.state.Run;
import io.kikkake.engine.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/**
 * Random scenarios, random histories, random crashes, duplicates and events that overtake each other: millions of decisions
 * under a virtual clock. Each world comes from one number; a failure names it, and {@code -Dkikkake.simulation.seed=N}
 * begins with that world; {@code -Dkikkake.simulation.decisions=1} with it makes it the only one.
 */
class SimulationTest {

    private static final long DECISIONS = Long.getLong("kikkake.simulation.decisions", 1_000_000L);
    private static final Set<What> ENDS = EnumSet.of(What.GOAL, What.EXITED, What.ENDED, What.RESTARTED);
    private static final BooleanSupplier NEVER = () -> false;
    private static final int SCENARIOS = 300;
    private static final int CUSTOMERS = 4;
    private static final int ACTS = 80;

    @Test
    void whateverHappensWhereverItCrashesTheRulesHold() {
        long first = Long.getLong("kikkake.simulation.seed", new SplittableRandom().nextLong() >>> 16);
        System.out.printf("simulation: first seed %d, %d decisions%n", first, DECISIONS);
        long decisions = 0;
        long fired = 0;
        long seed = first;
        for (; decisions < DECISIONS; seed++) {
            SimulatedHost host = live(seed);
            decisions += host.decisions();
            fired += host.fired();
        }
        System.out.printf("simulation: %d worlds, %d timers moved a run%n", seed - first, fired);
        // One world alone may have no timer that fires.
        assertThat(seed == first + 1 || fired > 0).isTrue();
    }

    /** One world: lived without a crash, and again with crashes and other batches; nobody can tell which was which. */
    private static SimulatedHost live(long seed) {
        try {
            SimulatedHost calm = live(seed, new SplittableRandom(0), false);
            check(calm);
            SimulatedHost crashing = live(seed, new SplittableRandom(seed), true);
            assertThat(crashing.effects()).isEqualTo(calm.effects());
            assertThat(crashing.states()).isEqualTo(calm.states());
            assertThat(crashing.timers()).isEqualTo(calm.timers());
            assertThat(crashing.fired()).isEqualTo(calm.fired());
            return calm;
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "The world of -Dkikkake.simulation.seed=" + seed + " -Dkikkake.simulation.decisions=1: "
                            + e.getMessage(),
                    e);
        }
    }

    private static SimulatedHost live(long seed, SplittableRandom fate, boolean crashes) {
        var random = new SplittableRandom(seed);
        List<ScenarioSet> sets = List.of(scenarios(random), scenarios(random));
        var host = new SimulatedHost(sets.getFirst(), Customer.tokyo("2026-04-27T12:00"));
        var life = new Life(random, Customer.tokyo("2026-04-27T12:00"));
        for (int act = 0; act < ACTS; act++) {
            if (random.nextInt(40) == 0) {
                host.publish(sets.get(random.nextInt(2)));
            }
            life.happens(host);
            // All of an act is decided before time goes on: batches differ, what "now" is does not.
            BooleanSupplier lost = crashes ? () -> fate.nextInt(3) == 0 : NEVER;
            host.decideAll(1_000, lost);
            if (crashes && fate.nextInt(4) == 0) {
                long decided = host.decisions();
                host = host.restarted();
                host.decideAll(1 + fate.nextInt(9), lost);
                assertThat(host.decisions())
                        .as("decided again after the restart")
                        .isZero();
                assertThat(decided).isNotNegative();
            }
        }
        return host;
    }

    /** Drawn once for all worlds would be one fate for all; drawn for each, reading documents would take all the time. */
    private static ScenarioSet scenarios(SplittableRandom random) {
        var some = new LinkedHashMap<String, Scenario>();
        int size = 1 + random.nextInt(5);
        for (int i = 0; i < size; i++) {
            Scenario scenario = Pool.SCENARIOS_OF_ALL_WORLDS.get(random.nextInt(SCENARIOS));
            some.put(scenario.id(), scenario);
        }
        return RandomScenarios.set(List.copyOf(some.values()), random);
    }

    private static final class Pool {
        static final List<Scenario> SCENARIOS_OF_ALL_WORLDS =
                RandomScenarios.pool(new SplittableRandom(20260427), SCENARIOS);
    }

    private static void check(SimulatedHost host) {
        checkEffects(host.effects());
        for (CustomerState state : host.states().values()) {
            assertThat(state.runs()).extracting(Run::passage).doesNotHaveDuplicates();
        }
        Map<String, Instant> dues = new TreeMap<>();
        for (Run run : host.runs()) {
            if (run.due() != null) {
                assertThat(dues.put(run.id(), run.due()))
                        .as("a run of two customers")
                        .isNull();
            }
        }
        assertThat(host.timers()).isEqualTo(dues);
    }

    private static void checkEffects(List<SimulatedHost.Written> effects) {
        Set<String> entered = new HashSet<>();
        Set<String> ended = new HashSet<>();
        Set<String> sent = new HashSet<>();
        Set<String> withdrawn = new HashSet<>();
        Set<String> reached = new HashSet<>();
        for (SimulatedHost.Written written : effects) {
            switch (written.effect()) {
                case Effect.Send send -> {
                    assertThat(sent.add(send.id())).as("message decided twice").isTrue();
                    assertThat(ended)
                            .as("sent by a run that is over")
                            .doesNotContain(send.run().id());
                }
                case Effect.Withdraw withdraw -> withdrawn.add(withdraw.run());
                case Effect.Trace trace
                when trace.what() == What.ENTERED ->
                    assertThat(entered.add(trace.run())).as("run entered twice").isTrue();
                case Effect.Trace trace
                when ENDS.contains(trace.what()) -> {
                    assertThat(ended.add(trace.run())).as("run ended twice").isTrue();
                    if (trace.what() == What.GOAL) {
                        reached.add(trace.run());
                    }
                }
                default -> {}
            }
        }
        var sentBefore = new HashSet<>(withdrawn);
        sentBefore.retainAll(reached);
        for (SimulatedHost.Written written : effects) {
            if (written.effect() instanceof Effect.Send send
                    && reached.contains(send.run().id())) {
                assertThat(sentBefore)
                        .as("goal that withdrew nothing")
                        .contains(send.run().id());
            }
        }
    }

    /** What happens next, to whom: drawn from the world's number alone. */
    private static final class Life {
        private final SplittableRandom random;
        private final List<Long> customers = new ArrayList<>();
        private Instant now;
        private long seq;

        Life(SplittableRandom random, Instant now) {
            this.random = random;
            this.now = now;
            for (long id = 1; id <= CUSTOMERS; id++) {
                customers.add(id);
            }
        }

        void happens(SimulatedHost host) {
            switch (random.nextInt(12)) {
                case 0 -> host.identify(anybody(), new Input.Identified(++seq, properties(), now));
                case 1, 2, 3 -> {
                    now = now.plus(Duration.ofMinutes(random.nextInt(3_000)));
                    host.pass(now);
                }
                case 4 -> consent(host);
                case 5 -> merge(host);
                case 6 -> {
                    int times = random.nextInt(6);
                    for (int i = 0; i < times; i++) {
                        event(host, "m" + (seq - random.nextInt(3)));
                    }
                }
                default -> event(host, "m" + (seq + 1));
            }
        }

        private void event(SimulatedHost host, String messageId) {
            String name = RandomScenarios.EVENTS.get(random.nextInt(RandomScenarios.EVENTS.size()));
            boolean historical = random.nextInt(20) == 0;
            host.accept(messageId, anybody(), new Input.Event(++seq, name, properties(), when(), historical));
        }

        private void consent(SimulatedHost host) {
            String name = random.nextInt(3) == 0 ? ScenarioSet.UNSUBSCRIBED : ScenarioSet.SUBSCRIBED;
            var topic = Customer.properties("topic", "offers");
            host.accept("c" + seq, anybody(), new Input.Event(++seq, name, topic, when()));
        }

        private void merge(SimulatedHost host) {
            if (customers.size() > 1 && random.nextInt(4) == 0) {
                long absorbed = customers.remove(random.nextInt(customers.size()));
                host.merge(++seq, anybody(), absorbed);
            }
        }

        private long anybody() {
            return customers.get(random.nextInt(customers.size()));
        }

        /** Mostly now; some arrive late, or from a clock that is ahead. */
        private Instant when() {
            return random.nextInt(3) > 0 ? now : now.plusSeconds(random.nextInt(-300_000, 60_000));
        }

        private Value.ObjectOf properties() {
            var fields = new LinkedHashMap<String, Value>();
            if (random.nextInt(6) > 0) {
                fields.put("k", Value.of(List.of("a", "b", "c").get(random.nextInt(3))));
            }
            if (random.nextInt(6) > 0) {
                fields.put("v", random.nextInt(8) == 0 ? Value.of("text") : Value.of(random.nextInt(6)));
            }
            return new Value.ObjectOf(fields);
        }
    }
}
