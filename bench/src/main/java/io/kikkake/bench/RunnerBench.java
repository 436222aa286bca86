package io.kikkake.bench;

import io.kikkake.bench.figure.Figures;
import io.kikkake.bench.load.CartEvents;
import io.kikkake.bench.postgres.Database;
import io.kikkake.bench.postgres.RawFold;
import io.kikkake.bench.server.OwnServer;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/**
 * How many events a second the runner decides, from the log to states, runs, traces and position on disk. The events are
 * written into the log while the server is down, so that neither HTTP nor the generator takes part in what is measured.
 */
final class RunnerBench implements Measurement {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int POLL_MILLIS = 20;

    private final int customers;
    private final int events;
    private final int warmup;

    RunnerBench(Options options) {
        customers = options.number("customers", 1_000_000, 1_000);
        events = options.number("events", 1_000_000, 1_000);
        warmup = options.number("warmup", 400_000, 0);
    }

    @Override
    public void measure(Rig rig, Figures figures) throws Exception {
        if (!(rig.server() instanceof OwnServer server)) {
            throw new IllegalArgumentException("The runner bench stops its server and fills its database: no --url.");
        }
        figures.setting("customers", customers)
                .setting("scenarios", CartEvents.SCENARIOS + ", five for each event name")
                .setting("events", events + ", after " + warmup + " to warm up")
                .setting("mix", "of 100 events 50 unheard, 30 heard that touch nothing, 14 enter a run, 6 end one");
        String yaml = Rig.resource("runner.yaml");
        for (int number = 0; number < CartEvents.SCENARIOS; number++) {
            rig.api()
                    .applyScenario(yaml.replace("{number}", Integer.toString(number))
                            .replace("{event}", CartEvents.eventOf(number)));
        }
        server.kill();
        try (var database = new Database(server.databaseUrl())) {
            fill(rig, database);
            long before = database.decided();
            server.startAgain();
            rig.say("the runner decides");
            await(database, before + warmup);
            long start = System.nanoTime();
            long already = database.decided() - before;
            await(database, before + warmup + events);
            double seconds = (System.nanoTime() - start) / 1e9;
            figures.figure("runner.events", (warmup + events - already) / seconds, "events/s")
                    .figure("runner.traces", database.number("select count(*) from trace"), "rows")
                    .figure("runner.runs", database.number("select count(*) from run"), "rows");
        }
        rig.say("the same events folded in plain SQL");
        figures.setting("raw_postgres", "two workers, 2000 events a commit: read, fold, upsert, move the cursor")
                .figure("runner.raw_postgres", new RawFold(server.databaseUrl()).eventsPerSecond(events), "events/s");
    }

    private void fill(Rig rig, Database database) throws Exception {
        rig.say("writing %d customers and %d events".formatted(customers, warmup + events));
        var cart = new CartEvents(customers);
        cart.writeCustomers(database.connection());
        long last = database.number("select max(seq) from event");
        cart.writeEvents(database.connection(), last + 1, warmup + events);
        database.execute("vacuum analyze customer", "vacuum analyze customer_state", "analyze event", "checkpoint");
    }

    private static void await(Database database, long decided) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (database.decided() < decided) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException(
                        "Only " + database.decided() + " of " + decided + " events were decided in time");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }
}
