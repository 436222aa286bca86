package io.kikkake.server.platform;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL that goes away and comes back with its data under the same address. */
final class StoppablePostgres implements AutoCloseable {

    private final Path directory;
    private int port;
    private @Nullable EmbeddedPostgres running;

    StoppablePostgres(Path directory) throws IOException {
        this.directory = directory;
        start();
    }

    void start() throws IOException {
        EmbeddedPostgres started = EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .setPort(port)
                .setServerConfig("shared_buffers", "32MB")
                .start();
        port = started.getPort();
        running = started;
    }

    void stop() throws IOException {
        EmbeddedPostgres stopped = running;
        running = null;
        if (stopped != null) {
            stopped.close();
        }
    }

    String url() {
        return "jdbc:postgresql://localhost:" + port + "/postgres";
    }

    @Override
    public void close() throws IOException {
        stop();
    }
}
