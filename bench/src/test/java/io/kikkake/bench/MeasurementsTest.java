package io.kikkake.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.kikkake.bench.figure.Figures;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each bench, small, against a stand-in for the product. */
@Timeout(120)
class MeasurementsTest {

    @TempDir
    Path directory;

    @Test
    void latency() throws Exception {
        Map<String, Double> figures = againstRunning(
                new LatencyBench(Options.parse("--rate", "100", "--seconds", "1", "--warmup", "1")), Optional.empty());

        assertThat(figures).containsKeys("latency.p50", "latency.p99", "latency.max", "latency.accept_p50");
        assertThat(figures.get("latency.rate")).isBetween(10.0, 101.1);
    }

    @Test
    void drain() throws Exception {
        Map<String, Double> figures = againstRunning(
                new DrainBench(
                        Options.parse("--customers", "200", "--warmup", "300", "--behind", "500", "--rounds", "3")),
                Optional.empty());

        assertThat(figures)
                .containsKeys("drain.mails", "drain.first", "drain.raw_smtp", "drain.behind", "drain.behind_max");
        assertThat(figures.get("drain.mails")).isPositive();
    }

    @Test
    void ingest() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
            Map<String, Double> figures = againstRunning(
                    new IngestBench(Options.parse("--seconds", "1", "--warmup", "1", "--copy-seconds", "1")),
                    Optional.of(postgres.getJdbcUrl("postgres", "postgres")));

            assertThat(figures).containsKeys("ingest.events", "ingest.accepted", "ingest.raw_copy");
            if (Files.exists(Path.of("/proc/self/status"))) {
                assertThat(figures.get("ingest.jvm_rss")).isGreaterThan(20);
            }
        }
    }

    @Test
    void crash() throws Exception {
        Map<String, Double> figures = measured(
                new CrashBench(Options.parse("--customers", "100", "--kills", "2", "--seed", "7")),
                new Rig.Place(launcher(), directory, false, 0, "", "", Optional.empty(), 0));

        assertThat(figures)
                .containsEntry("crash.kills", 2.0)
                .containsEntry("crash.entered", 100.0)
                .containsEntry("crash.lost", 0.0)
                .containsEntry("crash.arrived", 100.0)
                .containsEntry("crash.unknown", 0.0);
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).containsExactly(directory.resolve("kikkake"));
        }
    }

    private static Map<String, Double> againstRunning(Measurement measurement, Optional<String> database)
            throws Exception {
        int smtpPort = freePort();
        try (FakeKikkake server = new FakeKikkake(0, smtpPort)) {
            String url = "http://127.0.0.1:" + server.port();
            int self = (int) ProcessHandle.current().pid();
            return measured(
                    measurement,
                    new Rig.Place(Path.of(""), Path.of(""), false, smtpPort, url, "secret", database, self));
        }
    }

    private static Map<String, Double> measured(Measurement measurement, Rig.Place place) throws Exception {
        Figures figures = new Figures();
        try (Rig rig = Rig.at(place)) {
            measurement.measure(rig, figures);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        figures.printTo(new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> line.startsWith("figure "))
                .map(line -> line.split(" "))
                .collect(Collectors.toMap(words -> words[1], words -> Double.parseDouble(words[2])));
    }

    private Path launcher() throws IOException {
        Path script = directory.resolve("kikkake");
        Files.writeString(
                script,
                "#!/bin/sh\nexec '" + Path.of(System.getProperty("java.home"), "bin", "java") + "' -cp '"
                        + System.getProperty("java.class.path") + "' " + FakeKikkake.class.getName() + " \"$@\"\n");
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
