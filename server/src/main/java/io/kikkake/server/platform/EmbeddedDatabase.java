package io.kikkake.server.platform;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * PostgreSQL as a child of this process, its data under the data directory.
 *
 * <p>When the server was killed the database goes on by itself; the next start finds and uses it.
 */
final class EmbeddedDatabase implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);

    private final Path directory;
    private final int port;
    private boolean closed;

    private EmbeddedDatabase(Path directory, int port) {
        this.directory = directory;
        this.port = port;
    }

    static EmbeddedDatabase open(Path data) {
        Path directory = data.toAbsolutePath().resolve("postgres");
        Optional<Postmaster> running = Postmaster.of(directory);
        if (running.isPresent()) {
            log.info(
                    "Using the embedded PostgreSQL that still runs on port {}",
                    running.get().port());
            return new EmbeddedDatabase(directory, running.get().port());
        }
        return new EmbeddedDatabase(directory, start(directory, 0));
    }

    /** Starts it again where it has died, under the same address. */
    synchronized void awake() {
        // One that has died and that nobody has buried yet has no command any more.
        boolean runs = Postmaster.of(directory)
                .filter(postmaster -> postmaster.process().info().command().isPresent())
                .isPresent();
        if (!closed && !runs) {
            log.warn("The embedded PostgreSQL is gone. Starting it again.");
            start(directory, port);
        }
    }

    @SuppressWarnings("resource") // stopped by close(), through the postmaster's process: it may outlive this object
    private static int start(Path directory, int port) {
        try {
            Files.createDirectories(directory);
            var output = ProcessBuilder.Redirect.appendTo(logFile(directory).toFile());
            return EmbeddedPostgres.builder()
                    .setOutputRedirector(output)
                    .setErrorRedirector(output)
                    .setDataDirectory(directory)
                    .setPort(port)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("max_connections", "60")
                    .setServerConfig("shared_buffers", "128MB")
                    .setServerConfig("max_wal_size", "2GB")
                    .setServerConfig("checkpoint_timeout", "15min")
                    .setServerConfig("jit", "off")
                    .start()
                    .getPort();
        } catch (IOException | IllegalStateException e) {
            throw new StartupFailed("The embedded PostgreSQL under " + directory + " did not start: " + e.getMessage()
                    + ". What it said is in " + logFile(directory)
                    + ". Is the disk full, or does another process use the directory? A PostgreSQL of your own is"
                    + " set by KIKKAKE_DATABASE_URL.");
        }
    }

    private static Path logFile(Path directory) {
        return directory.resolveSibling("postgres.log");
    }

    String url() {
        return "jdbc:postgresql://localhost:" + port + "/postgres";
    }

    String user() {
        return "postgres";
    }

    /** A fast shutdown: sessions are ended, everything committed is on disk. */
    @Override
    public synchronized void close() {
        closed = true;
        Postmaster.of(directory).ifPresent(Postmaster::stop);
    }

    /** The running database process, as PostgreSQL's own {@code postmaster.pid} tells it. */
    private record Postmaster(ProcessHandle process, int port) {

        static Optional<Postmaster> of(Path directory) {
            Path file = directory.resolve("postmaster.pid");
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            try {
                List<String> lines = Files.readAllLines(file);
                if (lines.size() < 4) {
                    return Optional.empty();
                }
                int port = Integer.parseInt(lines.get(3).strip());
                return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                        .filter(process ->
                                process.info().command().orElse("postgres").contains("postgres"))
                        .map(process -> new Postmaster(process, port));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }

        void stop() {
            try {
                new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                        .start()
                        .waitFor();
                process.onExit().get(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                log.warn("The embedded PostgreSQL did not stop within 30 s; it recovers at the next start", e);
            }
        }
    }
}
