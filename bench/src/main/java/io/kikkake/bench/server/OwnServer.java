package io.kikkake.bench.server;

import io.kikkake.bench.http.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A server of our own in a fresh directory: started by the launcher, killed and started again at will, stopped and its
 * directory deleted at the end, also when the bench fails or is interrupted.
 */
public final class OwnServer implements Server {
    private final Path launcher;
    private final Path directory;
    private final Path data;
    private final Map<String, String> settings;
    private final int port;
    private final boolean keep;
    private final Thread onInterrupt = Thread.ofPlatform().unstarted(this::closeOnInterrupt);
    private ServerProcess process;
    private boolean closed;

    private OwnServer(Path launcher, Path directory, int port, int smtpPort, boolean keep, Map<String, String> more)
            throws IOException {
        this.launcher = launcher;
        this.directory = directory;
        this.data = directory.resolve("data");
        this.port = port;
        this.keep = keep;
        var settings = new HashMap<>(more);
        settings.putAll(Map.of(
                "KIKKAKE_PORT",
                Integer.toString(port),
                "KIKKAKE_SMTP_HOST",
                "127.0.0.1",
                "KIKKAKE_SMTP_PORT",
                Integer.toString(smtpPort),
                "KIKKAKE_SMTP_TLS",
                "none",
                "KIKKAKE_PUBLIC_URL",
                "http://127.0.0.1:" + port,
                "KIKKAKE_CONSENT_SENDER_DISPLAY",
                "false"));
        this.settings = Map.copyOf(settings);
        this.process = launch();
    }

    /**
     * Starts a server in a new directory below {@code parent} and waits until it serves.
     *
     * @param launcher the {@code kikkake} script
     * @param smtpPort where on 127.0.0.1 its mail goes
     * @param keep leave the directory behind
     */
    public static OwnServer start(Path launcher, Path parent, int smtpPort, boolean keep)
            throws IOException, InterruptedException {
        return start(launcher, parent, smtpPort, keep, Map.of());
    }

    /** As {@link #start(Path, Path, int, boolean)}, with more settings. */
    public static OwnServer start(Path launcher, Path parent, int smtpPort, boolean keep, Map<String, String> settings)
            throws IOException, InterruptedException {
        if (!Files.isExecutable(launcher)) {
            throw new IOException("No launcher " + launcher + ": run the bench from the root of the repository.");
        }
        Path directory = Files.createTempDirectory(parent, "kikkake-bench-");
        OwnServer server = new OwnServer(launcher, directory, freePort(), smtpPort, keep, settings);
        Runtime.getRuntime().addShutdownHook(server.onInterrupt);
        try {
            server.process.awaitReady();
        } catch (IOException | InterruptedException e) {
            server.close();
            throw e;
        }
        return server;
    }

    @Override
    public Endpoint admin() {
        return new Endpoint("127.0.0.1", port, Endpoint.bearer(left("token")));
    }

    @Override
    public OptionalLong pid() {
        return OptionalLong.of(process.pid());
    }

    @Override
    public String databaseUrl() throws IOException {
        return Files.readString(data.resolve("database.url")).strip();
    }

    /** The directory with data and {@code server.log}. */
    public Path directory() {
        return directory;
    }

    /** Whether the process still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** kill -9 to its embedded PostgreSQL. */
    public void killDatabase() throws IOException {
        Postmaster.killBelow(data);
    }

    /** kill -9. */
    public void kill() throws InterruptedException {
        process.kill();
    }

    /** Stops the embedded database below the running server; it comes back when the server is killed and started again. */
    public void stopDatabase() throws IOException, InterruptedException {
        Postmaster.stopBelow(data);
    }

    /** Starts the server again on its data and waits until it serves. */
    public void startAgain() throws IOException, InterruptedException {
        synchronized (this) {
            if (closed) {
                throw new IOException("The bench is being stopped");
            }
            process = launch();
        }
        process.awaitReady();
    }

    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            process.stop();
            Postmaster.stopBelow(data);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!keep) {
            delete(directory);
        }
        if (Thread.currentThread() != onInterrupt) {
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
        }
    }

    private ServerProcess launch() throws IOException {
        return ServerProcess.start(launcher, data, settings, directory.resolve("server.log"));
    }

    private String left(String file) {
        try {
            return Files.readString(data.resolve(file)).strip();
        } catch (IOException e) {
            throw new IllegalStateException("The server left no " + file + " in its data directory", e);
        }
    }

    private void closeOnInterrupt() {
        try {
            close();
        } catch (IOException e) {
            System.err.println("Not everything in " + directory + " could be deleted: " + e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
