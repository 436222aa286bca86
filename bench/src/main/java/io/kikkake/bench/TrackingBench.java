package io.kikkake.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.HttpServer;
import io.kikkake.bench.figure.Durations;
import io.kikkake.bench.figure.Figures;
import io.kikkake.bench.load.Cohort;
import io.kikkake.bench.load.Posting;
import io.kikkake.bench.load.ReaderTokens;
import io.kikkake.bench.load.SignUps;
import io.kikkake.bench.load.SteadyAsking;
import io.kikkake.bench.postgres.Database;
import io.kikkake.bench.server.OwnServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * How long a reader waits for a picture or a link, with the database and without it, and whether what was noticed meanwhile is told
 * once it is back. Requests leave by schedule, and each is of another mail and kind.
 */
final class TrackingBench implements Measurement {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final List<Integer> ANSWERS = List.of(200, 302);

    private final int rate;
    private final int seconds;
    private final int warmupSeconds;
    private final int connections;

    TrackingBench(Options options) {
        rate = options.number("rate", 200, 1);
        seconds = options.number("seconds", 15, 1);
        warmupSeconds = options.number("warmup", 15, 0);
        connections = options.number("connections", 8, 1);
    }

    @Override
    public void measure(Rig rig, Figures figures) throws Exception {
        if (!(rig.server() instanceof OwnServer server) || System.getenv("KIKKAKE_DATABASE_URL") != null) {
            throw new IllegalArgumentException("The tracking bench stops the database: it takes its own server only.");
        }
        figures.setting("rate", rate + " requests/s")
                .setting("seconds", seconds + ", with the database and without")
                .setting("connections", connections);
        int asked = rate * seconds / 2 * 2;
        int warm = rate * warmupSeconds / 2 * 2;
        int mails = (2 * asked + warm) / 2;
        rig.say("sending %d mails".formatted(mails));
        Cohort cohort = rig.newcomers("tracking", mails);
        Posting.all(rig.ingest(), new SignUps(rig.ingest(), cohort).batches(100), connections);
        cohort.awaitAll(PATIENCE);
        rig.api().awaitSettled(PATIENCE);
        List<byte[]> requests;
        try (var database = new Database(server.databaseUrl())) {
            requests = ReaderTokens.paths(database, mails, "https://hiyori.example/shop/").stream()
                    .map(path -> request(rig, path))
                    .toList();
        }
        InetSocketAddress address = rig.ingest().address();
        rig.say("warming up");
        SteadyAsking.ask(address, requests.subList(0, warm), ANSWERS, rate, connections);
        rig.say("asking with the database");
        var up = Durations.ofNanos(
                SteadyAsking.ask(address, requests.subList(warm, warm + asked), ANSWERS, rate, connections));
        server.stopDatabase();
        rig.say("asking without the database");
        var down = Durations.ofNanos(SteadyAsking.ask(
                address, requests.subList(warm + asked, warm + 2 * asked), ANSWERS, rate, connections));
        server.kill();
        server.startAgain();
        rig.say("the database is back");
        long lost = warm + 2L * asked - told(server, warm + 2L * asked);
        Durations raw = raw(asked);
        figures.figure("tracking.p50", up.medianMillis(), "ms")
                .figure("tracking.p99", up.percentileMillis(99), "ms")
                .figure("tracking.p50_database_down", down.medianMillis(), "ms")
                .figure("tracking.p99_database_down", down.percentileMillis(99), "ms")
                .figure("tracking.lost", lost, "reactions")
                .figure("tracking.raw_http_p50", raw.medianMillis(), "ms")
                .figure("tracking.raw_http_p99", raw.percentileMillis(99), "ms");
    }

    private static byte[] request(Rig rig, String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + rig.ingest().port()
                        + "\r\nUser-Agent: Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
                        + "\r\nAccept: */*\r\n\r\n")
                .getBytes(US_ASCII);
    }

    /** How many of the opens and clicks are there once no more come, or all are. */
    private static long told(OwnServer server, long wanted) throws Exception {
        try (var database = new Database(server.databaseUrl())) {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            long told = 0;
            while (told < wanted && System.nanoTime() < deadline) {
                TimeUnit.SECONDS.sleep(1);
                told = database.number("select count(*) from reaction");
            }
            return told;
        }
    }

    /** What an HTTP server that does nothing takes, asked in the same way. */
    private Durations raw(int requests) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            server.setExecutor(threads);
            server.createContext("/", exchange -> {
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
            });
            server.start();
            byte[] request = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(US_ASCII);
            List<byte[]> all = Collections.nCopies(requests, request);
            SteadyAsking.ask(server.getAddress(), all, List.of(204), rate, connections);
            return Durations.ofNanos(SteadyAsking.ask(server.getAddress(), all, List.of(204), rate, connections));
        } finally {
            server.stop(0);
        }
    }
}
