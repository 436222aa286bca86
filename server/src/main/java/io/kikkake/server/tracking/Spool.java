package io.kikkake.server.tracking;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was noticed and is not in the event log yet, in files of lines below the data directory.
 *
 * <p>A line is with the operating system before its request is answered, so it outlives this process; {@link #force}, called
 * every few milliseconds, makes it outlive the machine, for all lines since the last time at once. Where the disk takes nothing,
 * lines wait in memory.
 */
final class Spool implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Spool.class);
    private static final long LARGEST_FILE = 16 << 20;
    private static final int MOST_UNWRITTEN = 50_000;
    private static final String ENDING = ".reactions";

    private final Path directory;
    private final ArrayDeque<String> unwritten = new ArrayDeque<>();
    private final ArrayDeque<Path> closed = new ArrayDeque<>();
    private @Nullable FileChannel open;
    private Path current;
    private long length;
    private long next;
    private boolean dirty;

    /** Finds what earlier processes left. */
    Spool(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        try (var files = Files.list(directory)) {
            files.filter(file -> file.getFileName().toString().endsWith(ENDING))
                    .sorted()
                    .forEach(closed::add);
        }
        next = closed.isEmpty() ? 1 : number(closed.getLast()) + 1;
        current = file(next);
    }

    private Path file(long number) {
        return directory.resolve("%012d%s".formatted(number, ENDING));
    }

    private static long number(Path file) {
        String name = file.getFileName().toString();
        return Long.parseLong(name.substring(0, name.length() - ENDING.length()));
    }

    synchronized void add(Reaction reaction) {
        if (unwritten.size() >= MOST_UNWRITTEN) {
            log.error("An open or a click is lost: the disk has taken none for long.");
            return;
        }
        unwritten.add(reaction.line());
        write();
    }

    private void write() {
        try {
            while (!unwritten.isEmpty()) {
                append(unwritten.getFirst().getBytes(UTF_8));
                unwritten.removeFirst();
            }
        } catch (IOException e) {
            FileChannel file = open;
            if (file != null && !file.isOpen()) {
                // Interrupting whoever writes closes the file.
                closed.add(current);
                open = null;
            }
            if (unwritten.size() == 1) {
                log.error("Opens and clicks cannot be written to {} and wait in memory: {}", current, e.toString());
            }
        }
    }

    private void append(byte[] line) throws IOException {
        FileChannel file = open;
        if (file == null) {
            current = file(next++);
            file = FileChannel.open(current, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            open = file;
            length = 0;
        }
        ByteBuffer bytes = ByteBuffer.wrap(line);
        dirty = true;
        while (bytes.hasRemaining()) {
            // At its place and not at the end: half a line that a full disk took is written over.
            file.write(bytes, length + bytes.position());
        }
        length += line.length;
        if (length > LARGEST_FILE) {
            closeFile();
        }
    }

    /** Makes what was written durable, and tries again what could not be. */
    void force() throws IOException {
        FileChannel file;
        synchronized (this) {
            write();
            file = dirty ? open : null;
            dirty = false;
        }
        if (file != null) {
            // Not while holding the lock: who clicks does not wait for the disk.
            try {
                file.force(false);
            } catch (ClosedChannelException e) {
                // It was full, and what closed it has forced it.
            }
        }
    }

    /** The next file to read, whole; what comes in from now on goes into another one. Null where nothing is left. */
    synchronized @Nullable Path take() throws IOException {
        if (closed.isEmpty() && length > 0) {
            closeFile();
        }
        return closed.poll();
    }

    private void closeFile() throws IOException {
        FileChannel file = open;
        if (file != null) {
            file.force(false);
            file.close();
            closed.add(current);
            open = null;
            length = 0;
            dirty = false;
        }
    }

    /** Of a file; the last line is left out where a crash cut it. */
    static List<Reaction> read(Path file) throws IOException {
        String text = Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1);
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        return whole.lines().flatMap(line -> Reaction.read(line).stream()).toList();
    }

    @Override
    public synchronized void close() throws IOException {
        write();
        closeFile();
    }
}
