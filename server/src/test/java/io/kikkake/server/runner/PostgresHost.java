package io.kikkake.server.runner;

import io.kikkake.server.ingest.Shards;
import io.kikkake.server.ingest.SimulatedLog;
import io.kikkake.server.runner.FailingDatabase.Failure;
import io.kikkake.server.runner.World.Happening;
import io.kikkake.server.scenario.RunsMove;
import java.sql.SQLException;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Lives through a world by the product's own parts on PostgreSQL, in one thread. */
final class PostgresHost implements AutoCloseable {

    private static final List<Failure> FAILURES = List.of(Failure.values());
    private static final int MOST_ROUNDS = 1_000;

    /** More than a step makes, so that some failures come to nothing. */
    private static final int STATEMENTS = 30;

    /** A step of so many is to fail; of those that probably have nothing to do, fewer. */
    private static final int ONE_IN = 4;

    private final Product product;
    private final @Nullable SplittableRandom fate;
    private final FailingDatabase database;
    private final SimulatedLog log;
    private ShardSteps steps;
    private int lastShard;
    private long decisions;
    private long failures;

    /** @param fate draws failures, turns and batches; without it nothing fails and batches are large */
    PostgresHost(Product product, World world, @Nullable SplittableRandom fate) {
        this.product = product;
        this.fate = fate;
        product.begin(world);
        this.database = new FailingDatabase(product.dataSource());
        this.log = product.log();
        this.steps = product.steps(database.dataSource());
    }

    void live(Happening happening) throws SQLException {
        switch (happening) {
            case Happening.Enters(var entries) -> {
                log.append(entries);
                if (fate != null && fate.nextInt(6) == 0) {
                    log.repeat(fate);
                }
            }
            case Happening.Publishes publishes -> publish(publishes);
            case Happening.Archives(var scenario) -> {
                product.publishing().archive(scenario);
                product.publications().note();
            }
            case Happening.Passes(var until) -> product.moveTo(until);
            case Happening.Settles() -> settle();
        }
    }

    private void publish(Happening.Publishes published) {
        String id = published.scenario();
        var written = published.written();
        product.publishing().publish(id, published.version(), written.yaml(), written.definition());
        if (published.move() != null) {
            product.publications().on(new RunsMove(id, published.version(), published.move()));
        }
        product.publications().note();
    }

    private void settle() throws SQLException {
        int quiet = 0;
        for (int round = 0; quiet < Shards.COUNT; round++) {
            if (round > MOST_ROUNDS) {
                var rows = new PostgresRows(product.jdbc());
                throw new AssertionError(
                        "Never quiet: at " + rows.positions() + ", waiting " + rows.runs() + rows.timers());
            }
            // Once one is idle the others are asked in turn: all must be, one after another.
            lastShard = fate == null || quiet > 0 ? (lastShard + 1) % Shards.COUNT : fate.nextInt(Shards.COUNT);
            if (fate != null && fate.nextInt(quiet > 0 ? 4 * ONE_IN : ONE_IN) == 0) {
                Failure failure = FAILURES.get(fate.nextInt(FAILURES.size()));
                database.failNext(failure, fate.nextInt(STATEMENTS));
            }
            quiet = step(lastShard) ? quiet + 1 : 0;
        }
    }

    /** @return whether there was nothing to do */
    private boolean step(int shard) throws SQLException {
        if (fate == null) {
            return step(shard, new Limits(1_000, 1_000));
        }
        try {
            return step(shard, new Limits(1 + fate.nextInt(9), 1 + fate.nextInt(9)));
        } catch (FailingDatabase.Failed failed) {
            failures++;
            // Sometimes the process survives, and goes on with what it remembers.
            if (fate.nextBoolean()) {
                database.tearAll();
                steps = product.steps(database.dataSource());
            }
            return false;
        } finally {
            database.failNoMore();
        }
    }

    private boolean step(int shard, Limits limits) throws SQLException {
        ShardSteps.Progress progress = steps.step(shard, limits);
        decisions += progress.inputs();
        return progress.inputs() == 0 && !progress.more();
    }

    long decisions() {
        return decisions;
    }

    long failures() {
        return failures;
    }

    @Override
    public void close() throws SQLException {
        database.tearAll();
        log.close();
    }
}
