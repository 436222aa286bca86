package io.kikkake.bench.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A server started by the launcher; the launcher becomes the JVM, so its process id is the JVM's. */
final class ServerProcess {
    private static final String READY = "Kikkake is ready";
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final int TAIL = 40;

    private final Process process;
    private final Path log;
    private final CountDownLatch readyOrGone = new CountDownLatch(1);
    private final Deque<String> tail = new ArrayDeque<>();
    private volatile boolean ready;

    private ServerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        Thread.ofPlatform().name("server-output").daemon().start(this::follow);
    }

    /** Starts {@code launcher start --data DATA} with these settings and appends what it prints to {@code log}. */
    static ServerProcess start(Path launcher, Path data, Map<String, String> settings, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        launcher.toAbsolutePath().toString(), "start", "--data", data.toString())
                .redirectErrorStream(true);
        builder.environment().putAll(settings);
        return new ServerProcess(builder.start(), log);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until the server says it serves. */
    void awaitReady() throws IOException, InterruptedException {
        boolean inTime = readyOrGone.await(START.toSeconds(), TimeUnit.SECONDS);
        if (!ready) {
            String why = inTime ? "ended before it was ready" : "was not ready within " + START.toSeconds() + " s";
            throw new IOException("The server " + why + ". Its last lines:\n" + lastLines());
        }
    }

    /** SIGKILL, as a crash would. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** SIGTERM; SIGKILL if that does not help. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
            kill();
        }
    }

    private void follow() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
                Writer file = Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                keep(file, line);
                remember(line);
                if (line.contains(READY)) {
                    ready = true;
                    readyOrGone.countDown();
                }
            }
        } catch (IOException e) {
            if (process.isAlive()) {
                throw new UncheckedIOException("The server's output cannot be read", e);
            }
        } finally {
            readyOrGone.countDown();
        }
    }

    /** A server that nobody reads stops to write: what no disk takes is only remembered. */
    private static void keep(Writer file, String line) {
        try {
            file.append(line).append('\n').flush();
        } catch (IOException full) {
            // the bench itself may have filled it
        }
    }

    private synchronized void remember(String line) {
        tail.addLast(line);
        if (tail.size() > TAIL) {
            tail.removeFirst();
        }
    }

    private synchronized String lastLines() {
        return String.join("\n", tail);
    }
}
