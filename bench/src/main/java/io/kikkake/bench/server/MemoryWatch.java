package io.kikkake.bench.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Watches the resident memory of a process by /proc (Linux) until closed. */
public final class MemoryWatch implements AutoCloseable {
    private static final Duration EVERY = Duration.ofMillis(250);

    private final Path status;
    private final Thread thread =
            Thread.ofPlatform().name("memory-watch").daemon().unstarted(this::watch);
    private volatile long largestKilobytes;
    private volatile long peakKilobytes;

    private MemoryWatch(long pid) {
        this.status = Path.of("/proc", Long.toString(pid), "status");
    }

    public static MemoryWatch of(long pid) throws IOException {
        MemoryWatch watch = new MemoryWatch(pid);
        watch.sample();
        watch.thread.start();
        return watch;
    }

    /** The largest VmRSS seen since the watch began, in MB (2^20 bytes). */
    public double largestMegabytes() {
        return largestKilobytes / 1024.0;
    }

    /** VmRSS now, in MB. */
    public double megabytes() throws IOException {
        return kilobytes(Files.readAllLines(status), "VmRSS:") / 1024.0;
    }

    /** VmHWM: the largest ever since the process began, in MB. */
    public double peakMegabytes() {
        return peakKilobytes / 1024.0;
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(EVERY);
                sample();
            }
        } catch (InterruptedException | IOException ended) {
            // closed, or the process is gone: what was seen stands
        }
    }

    private void sample() throws IOException {
        List<String> lines = Files.readAllLines(status);
        largestKilobytes = Math.max(largestKilobytes, kilobytes(lines, "VmRSS:"));
        peakKilobytes = Math.max(peakKilobytes, kilobytes(lines, "VmHWM:"));
    }

    private static long kilobytes(List<String> lines, String field) {
        return lines.stream()
                .filter(line -> line.startsWith(field))
                .map(line -> line.substring(field.length()).replace("kB", "").strip())
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }
}
