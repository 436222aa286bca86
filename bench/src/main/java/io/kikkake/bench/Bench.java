package io.kikkake.bench;

import io.kikkake.bench.engine.EngineBench;
import io.kikkake.bench.figure.Figures;
import java.util.Arrays;

/** {@code kikkake bench NAME}: measures, prints progress to stderr and, last, settings and figures to stdout. */
public final class Bench {
    private static final String USAGE = """
            usage: kikkake bench NAME [options]
              latency   --rate 100 --seconds 30 --warmup 20 (s) --connections 8
              drain     --customers 5000 --warmup 40000 (customers) --batch 100 --connections 4 --behind 20000 --rounds 5
              ingest    --seconds 30 --warmup 20 (s) --batch 250 --connections 4 --users 20000 --copy-seconds 5
              delivery  --mails 100000 --twice 30000 --unsigned 50000 --warmup 50000 (mails) --newsletter 200000
              crash     --customers 5000 --kills 20 --rate 500 --connections 8 --seed N
              faults    --customers 6000 --rate 300 --kills 8 --database-kills 3 --clock-jumps 2 --full-disks 1 --seed N
              runner    --customers 1000000 --events 1000000 --warmup 400000 (events)
              timers    --timers 10000000 --rate 3000 --seconds 30 --warmup 20 (s) --drain 1000000
              tracking  --rate 200 --seconds 15 --warmup 15 (s) --connections 8
              engine    --seconds 5 --warmup 5 (s) --forks 1; no server, so none of the options below
            every one:  --dir DIR (parent of the fresh data directory) --keep
                        --url URL --token TOKEN --smtp-port PORT [--pid PID] [--database JDBC_URL] (a running server)""";

    private Bench() {}

    public static void main(String... arguments) {
        System.exit(run(arguments));
    }

    private static int run(String... arguments) {
        if (arguments.length == 0) {
            System.err.println(USAGE);
            return 2;
        }
        Figures figures = new Figures();
        try {
            Options options = Options.parse(Arrays.copyOfRange(arguments, 1, arguments.length));
            if (arguments[0].equals("engine")) {
                engine(options, figures);
                figures.printTo(System.out);
                return 0;
            }
            if (arguments[0].equals("faults")) {
                faults(options, figures);
                figures.printTo(System.out);
                return 0;
            }
            Measurement measurement = measurement(arguments[0], options);
            Rig.Place place = Rig.Place.of(options);
            options.refuseOthers();
            try (Rig rig = Rig.at(place)) {
                figures.setting("bench", arguments[0]);
                rig.describe(figures);
                rig.say("the server is ready");
                measurement.measure(rig, figures);
            }
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage() + "\n" + USAGE);
            return 2;
        } catch (Exception failed) {
            failed.printStackTrace();
            figures.printTo(System.out);
            return 1;
        }
        figures.printTo(System.out);
        return 0;
    }

    private static void engine(Options options, Figures figures) throws Exception {
        var engine = new EngineBench(
                options.number("seconds", 5, 1), options.number("warmup", 5, 0), options.number("forks", 1, 0));
        options.refuseOthers();
        figures.setting("bench", "engine")
                .setting("cores", Runtime.getRuntime().availableProcessors())
                .setting("java", Runtime.version());
        engine.measure(figures);
    }

    private static void faults(Options options, Figures figures) throws Exception {
        var faults = new FaultsBench(options);
        Rig.Place place = Rig.Place.of(options);
        options.refuseOthers();
        if (!place.url().isEmpty()) {
            throw new IllegalArgumentException("The faults bench kills its server: it takes no --url.");
        }
        figures.setting("bench", "faults");
        faults.measure(place, figures);
    }

    private static Measurement measurement(String name, Options options) {
        return switch (name) {
            case "latency" -> new LatencyBench(options);
            case "drain" -> new DrainBench(options);
            case "ingest" -> new IngestBench(options);
            case "delivery" -> new DeliveryBench(options);
            case "crash" -> new CrashBench(options);
            case "runner" -> new RunnerBench(options);
            case "timers" -> new TimersBench(options);
            case "tracking" -> new TrackingBench(options);
            default -> throw new IllegalArgumentException("There is no bench '" + name + "'.");
        };
    }
}
