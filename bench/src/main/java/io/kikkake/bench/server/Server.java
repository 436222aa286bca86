package io.kikkake.bench.server;

import io.kikkake.bench.http.Endpoint;
import java.io.IOException;
import java.util.OptionalLong;

/** The server under measurement. */
public sealed interface Server extends AutoCloseable permits OwnServer, RunningServer {

    /** Where its API is, in the administrator's name. */
    Endpoint admin();

    /** The process id of its JVM, where known. */
    OptionalLong pid();

    /**
     * The JDBC URL of its database, user included.
     *
     * @throws IOException if the server did not leave it
     */
    String databaseUrl() throws IOException;

    @Override
    void close() throws IOException;
}
