package io.kikkake.server.runner;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.server.runner.World.Happening;
import java.sql.SQLException;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The worlds of {@link SimulationTest}, lived through by the product's own parts on PostgreSQL: calmly, and while the database
 * fails at any statement and any commit. What is in the database afterwards is what is in memory. Set the seed as there;
 * {@code -Dkikkake.simulation.pg-decisions=1} with it makes that world the only one.
 */
class PostgresSimulationTest {

    private static final long DECISIONS = Long.getLong("kikkake.simulation.pg-decisions", 3_000L);

    private static Product product;

    private long decisions;
    private long failures;

    @BeforeAll
    static void start() {
        product = new Product();
    }

    @AfterAll
    static void stop() {
        product.close();
    }

    @Test
    void theDatabaseHoldsWhatWasDecidedWhereverItFails() {
        long first = SimulationTest.firstSeed();
        long began = System.nanoTime();
        System.out.printf("simulation on PostgreSQL: first seed %d, %d decisions%n", first, DECISIONS);
        long seed = first;
        for (; decisions < DECISIONS; seed++) {
            live(seed);
        }
        System.out.printf(
                "simulation on PostgreSQL: %d worlds, %d decisions, %d failures, %.0f s%n",
                seed - first, decisions, failures, (System.nanoTime() - began) / 1e9);
        assertThat(failures).isPositive();
    }

    private void live(long seed) {
        try {
            RandomWorld.Drawn drawn = RandomWorld.of(seed, new Invariants());
            if (!drawn.ordered()) {
                // Its lives differ, so there is nothing to compare; the store in memory has them.
                return;
            }
            World world = drawn.world();
            live(world, new SplittableRandom(seed));
            if (seed % 4 == 0) {
                live(world, null);
            }
        } catch (AssertionError | RuntimeException | SQLException e) {
            throw new AssertionError(
                    "The world of -Dkikkake.simulation.seed=" + seed + " -Dkikkake.simulation.pg-decisions=1: "
                            + e.getMessage(),
                    e);
        }
    }

    /** Looks now and then on the way, too: what is wrong may heal later. */
    private void live(World world, @Nullable SplittableRandom fate) throws SQLException {
        var looks = new SplittableRandom(world.seed());
        var memory = new MemoryHost(world.rules(), world.customers(), world.begins(), new Invariants());
        try (var host = new PostgresHost(product, world, fate)) {
            var agreement = new PostgresAgreement(new PostgresRows(product.jdbc()), memory);
            for (Happening happening : world.happenings()) {
                memory.live(happening);
                host.live(happening);
                if (happening instanceof Happening.Settles && looks.nextInt(8) == 0) {
                    agreement.check();
                }
            }
            agreement.check();
            decisions += host.decisions();
            failures += host.failures();
        }
    }
}
