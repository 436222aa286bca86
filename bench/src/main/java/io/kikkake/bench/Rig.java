package io.kikkake.bench;

import io.kikkake.bench.figure.Figures;
import io.kikkake.bench.http.Endpoint;
import io.kikkake.bench.load.Cohort;
import io.kikkake.bench.load.MailLog;
import io.kikkake.bench.server.KikkakeApi;
import io.kikkake.bench.server.OwnServer;
import io.kikkake.bench.server.RunningServer;
import io.kikkake.bench.server.Server;
import io.kikkake.bench.smtp.SmtpSink;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** What every bench stands on: a sink, a server that mails to it, the bench's scenario published. */
final class Rig implements AutoCloseable {
    private final String id = Long.toString(System.currentTimeMillis(), 36);
    private final long start = System.nanoTime();
    private final MailLog mails;
    private final SmtpSink sink;
    private final Server server;
    private final KikkakeApi api;
    private final Endpoint ingest;

    private Rig(MailLog mails, SmtpSink sink, Server server) throws IOException {
        this.mails = mails;
        this.sink = sink;
        this.server = server;
        this.api = new KikkakeApi(server.admin());
        api.applyScenario(resource("welcome.yaml"));
        Endpoint admin = server.admin();
        this.ingest = new Endpoint(admin.host(), admin.port(), Endpoint.writeKey(api.writeKey()));
    }

    /** Where the rig stands: a server of its own, or the one at {@code --url}. */
    record Place(
            Path launcher,
            Path parent,
            boolean keep,
            int smtpPort,
            String url,
            String token,
            Optional<String> database,
            int pid) {

        static Place of(Options options) {
            String url = options.text("url").orElse("");
            Place place = new Place(
                    Path.of("kikkake").toAbsolutePath(),
                    Path.of(options.text("dir").orElse(System.getProperty("java.io.tmpdir")))
                            .toAbsolutePath(),
                    options.flag("keep"),
                    options.number("smtp-port", 0, 0),
                    url,
                    options.text("token").orElse(""),
                    options.text("database"),
                    options.number("pid", 0, 1));
            if (!url.isEmpty() && (place.token.isEmpty() || place.smtpPort == 0)) {
                throw new IllegalArgumentException(
                        "--url needs --token, and --smtp-port: where that server sends mail");
            }
            return place;
        }
    }

    static Rig at(Place place) throws IOException, InterruptedException {
        MailLog mails = new MailLog();
        SmtpSink sink = SmtpSink.start(place.smtpPort(), mails);
        Server server = place.url().isEmpty()
                ? OwnServer.start(place.launcher(), place.parent(), sink.port(), place.keep())
                : new RunningServer(
                        Endpoint.of(URI.create(place.url()), Endpoint.bearer(place.token())),
                        place.pid() == 0 ? OptionalLong.empty() : OptionalLong.of(place.pid()),
                        place.database());
        try {
            return new Rig(mails, sink, server);
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** On a sink and a server that were started for it. Closes them, in the end. */
    static Rig on(MailLog mails, SmtpSink sink, Server server) throws IOException {
        return new Rig(mails, sink, server);
    }

    Endpoint ingest() {
        return ingest;
    }

    KikkakeApi api() {
        return api;
    }

    Server server() {
        return server;
    }

    MailLog mails() {
        return mails;
    }

    SmtpSink sink() {
        return sink;
    }

    /** A cohort of customers nobody knew, whose mails are waited for. */
    Cohort newcomers(String phase, int size) {
        return mails.expect(phase + id, size);
    }

    /** A prefix of message ids that no other bench, nor this one before, has used. */
    String messageIds(String phase) {
        return phase + id;
    }

    /** Tells on stderr what goes on. */
    void say(String message) {
        System.err.printf(Locale.ROOT, "%6.1f s  %s%n", (System.nanoTime() - start) / 1e9, message);
    }

    void describe(Figures figures) {
        figures.setting("cores", Runtime.getRuntime().availableProcessors())
                .setting("java", Runtime.version())
                .setting("server", server instanceof OwnServer ? "own" : "running")
                .setting("postgres", System.getenv("KIKKAKE_DATABASE_URL") == null ? "embedded" : "external");
    }

    @Override
    public void close() throws IOException {
        api.close();
        server.close();
        sink.close();
    }

    /** A text beside the benches' classes. */
    static String resource(String name) throws IOException {
        try (InputStream in = Rig.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is missing in the bench's jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
