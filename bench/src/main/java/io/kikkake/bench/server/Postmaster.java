package io.kikkake.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** The embedded PostgreSQL of a data directory, which outlives a killed server. */
final class Postmaster {
    private static final Duration STOP = Duration.ofSeconds(10);

    private Postmaster() {}

    /** Stops every PostgreSQL whose data lies below {@code data}; does nothing where none runs. */
    static void stopBelow(Path data) throws IOException, InterruptedException {
        if (!Files.isDirectory(data)) {
            return;
        }
        try (Stream<Path> files = Files.find(data, 4, (path, attributes) -> path.endsWith("postmaster.pid"))) {
            for (Path file : files.toList()) {
                Optional<ProcessHandle> postmaster = process(file);
                if (postmaster.isPresent()) {
                    stop(postmaster.get());
                }
            }
        }
    }

    /** SIGKILL to every PostgreSQL whose data lies below {@code data}. */
    static void killBelow(Path data) throws IOException {
        try (Stream<Path> files = Files.find(data, 4, (path, attributes) -> path.endsWith("postmaster.pid"))) {
            for (Path file : files.toList()) {
                process(file).ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }

    private static Optional<ProcessHandle> process(Path pidFile) throws IOException {
        try (Stream<String> lines = Files.lines(pidFile)) {
            return lines.findFirst()
                    .map(line -> Long.parseLong(line.strip()))
                    .flatMap(ProcessHandle::of)
                    .filter(handle -> handle.info().command().orElse("").contains("postgres"));
        }
    }

    private static void stop(ProcessHandle postmaster) throws InterruptedException {
        postmaster.destroy();
        try {
            postmaster.onExit().get(STOP.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException stillConnected) {
            postmaster.destroyForcibly();
        } catch (ExecutionException e) {
            throw new IllegalStateException("PostgreSQL " + postmaster.pid() + " cannot be waited for", e);
        }
    }
}
