package io.kikkake.bench.fault;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small disk of its own, in memory, that can be filled up. Only root can have one, on Linux. */
public final class Disk implements AutoCloseable {
    private static final String SIZE = "size=2g";
    private static final int PIECE = 1 << 20;

    private final Path directory;
    private final boolean own;

    private Disk(Path directory, boolean own) {
        this.directory = directory;
        this.own = own;
    }

    /** One of its own where that is allowed, else a directory below {@code parent}. */
    public static Disk below(Path parent) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory(parent, "kikkake-disk-");
        return new Disk(directory, run("mount", "-t", "tmpfs", "-o", SIZE, "tmpfs", directory.toString()));
    }

    public Path directory() {
        return directory;
    }

    /** Whether it can be filled up without harm to anybody else. */
    public boolean isOwn() {
        return own;
    }

    /** Leaves no byte free. */
    public void fill() throws IOException {
        var zeros = new byte[PIECE];
        try (var file = new RandomAccessFile(filler().toFile(), "rw")) {
            for (int size = PIECE; size > 0; ) {
                try {
                    file.write(zeros, 0, size);
                } catch (IOException full) {
                    size /= 16;
                }
            }
        }
    }

    /** Gives back what {@link #fill} took. */
    public void free() throws IOException {
        Files.deleteIfExists(filler());
    }

    private Path filler() {
        return directory.resolve("filler");
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            free();
            if (own && !run("umount", directory.toString())) {
                throw new IOException(directory + " could not be unmounted");
            }
            Files.deleteIfExists(directory);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
