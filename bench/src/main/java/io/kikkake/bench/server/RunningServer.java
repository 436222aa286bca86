package io.kikkake.bench.server;

import io.kikkake.bench.http.Endpoint;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** A server somebody else started and will stop; it must send its mail to the bench's sink. */
public record RunningServer(Endpoint admin, OptionalLong pid, Optional<String> database) implements Server {

    @Override
    public String databaseUrl() throws IOException {
        return database.orElseThrow(() -> new IOException("Name its database with --database JDBC_URL"));
    }

    @Override
    public void close() {
        // not ours to stop
    }
}
