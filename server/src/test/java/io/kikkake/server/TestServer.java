package io.kikkake.server;

import io.kikkake.server.platform.Json;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import tools.jackson.databind.JsonNode;

/** The whole product on a database of its own, asked over HTTP as users and programs ask it. */
public final class TestServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final TestDatabase database;
    private final Path data;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Object> properties = new HashMap<>();
    private final @Nullable Clock clock;
    private ConfigurableApplicationContext context;

    private TestServer(@Nullable Clock clock, TestDatabase database, Map<String, String> settings) throws IOException {
        this.clock = clock;
        this.database = database;
        data = Files.createTempDirectory("kikkake-test");
        port = freePort();
        properties.put("kikkake.database.url", database.url());
        properties.put("kikkake.database.user", database.user());
        properties.put("kikkake.data", data.toString());
        properties.put("kikkake.port", port);
        properties.put("kikkake.consent.sender-display", "false");
        properties.putAll(settings);
        context = run();
    }

    public static TestServer start(Clock clock) throws IOException {
        return start(clock, TestDatabase.create());
    }

    /** @param database closed with the server */
    public static TestServer start(Clock clock, TestDatabase database) throws IOException {
        return new TestServer(clock, database, Map.of());
    }

    /** With settings of its own, such as {@code kikkake.line.token}. */
    public static TestServer start(Clock clock, Map<String, String> settings) throws IOException {
        return new TestServer(clock, TestDatabase.create(), settings);
    }

    /** With the demo's own clock, shop and scenarios. */
    public static TestServer demo() throws IOException {
        return new TestServer(null, TestDatabase.create(), Map.of("kikkake.demo", "true"));
    }

    private ConfigurableApplicationContext run() {
        var application = new SpringApplication(Kikkake.class);
        application.setRegisterShutdownHook(false);
        application.addInitializers(started -> {
            started.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties));
            if (clock != null) {
                started.getBeanFactory().registerSingleton("clock", clock);
            }
        });
        return application.run();
    }

    /** Stops the process and starts it on the same data. */
    public void restart() {
        context.close();
        context = run();
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Tells the application of something that only the world outside knows. */
    public void publish(Object event) {
        context.publishEvent(event);
    }

    public TestDatabase database() {
        return database;
    }

    /** Jumps the demo's clock to the next due step, and lets what is due then happen. */
    public void skip() {
        post("/demo/clock/skip", "application/json", new byte[0], Map.of());
        Clock now = bean(Clock.class);
        await(
                "no step to be due",
                () -> database.jdbc()
                                .sql("select count(*) from run where due <= ?::timestamptz")
                                .param(now.instant().toString())
                                .query(Long.class)
                                .single()
                        == 0);
        settle();
    }

    public String url() {
        return "http://localhost:" + port;
    }

    public String writeKey() {
        return database.jdbc()
                .sql("select key from write_key")
                .query(String.class)
                .single();
    }

    public HttpResponse<String> post(String path, String contentType, byte[] body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path))
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return send(request.build());
    }

    /** Posts to the ingest API with the write key; quotes may be single. */
    public HttpResponse<String> ingest(String call, String json) {
        String basic = Base64.getEncoder()
                .encodeToString((writeKey() + ":").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return post(
                "/v1/" + call,
                "application/json",
                json.replace('\'', '"').getBytes(java.nio.charset.StandardCharsets.UTF_8),
                Map.of("Authorization", "Basic " + basic));
    }

    public HttpResponse<String> apply(String yaml) {
        return post(
                "/api/scenarios",
                "application/yaml",
                yaml.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                Map.of("Authorization", "Bearer " + token()));
    }

    public JsonNode get(String path) {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(url() + path))
                .header("Authorization", "Bearer " + token())
                .build());
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return Json.mapper().readTree(answer.body());
    }

    /**
     * Any call, without a session or token of its own.
     *
     * @param headers name, value, name, value …
     */
    public Answer call(String method, String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(url() + path))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> answer = send(request.build());
        return new Answer(answer.statusCode(), answer.headers().map(), answer.body());
    }

    /** The lines of an answer that does not end, as they come; to be closed. */
    public Stream<String> stream(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url() + path)).header("Authorization", "Bearer " + token());
        return http.send(request.build(), HttpResponse.BodyHandlers.ofLines()).body();
    }

    public Path data() {
        return data;
    }

    public String token() {
        try {
            return Files.readString(data.resolve("token")).strip();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Subjects in the dev mailbox for the recipient, oldest first. */
    public List<String> subjectsTo(String recipient) {
        return StreamSupport.stream(get("/api/mailbox?limit=200").path("mails").spliterator(), false)
                .filter(mail -> mail.path("to").asString().contains(recipient))
                .map(mail -> mail.path("subject").asString())
                .toList()
                .reversed();
    }

    /** Waits until everything accepted is decided and everything decided has left or failed. */
    public void settle() {
        await("everything to be decided and delivered", () -> {
            JsonNode counts = get("/api/system").path("counts");
            return counts.path("decided").asLong() == logged() && queued() == 0;
        });
    }

    private long logged() {
        return database.jdbc()
                .sql("select count(*) from event")
                .query(Long.class)
                .single();
    }

    private long queued() {
        return database.jdbc()
                .sql("select count(*) from outbox where status in (0, 1)")
                .query(Long.class)
                .single();
    }

    public static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Waited in vain for " + what);
            }
            LockSupport.parkNanos(10_000_000);
        }
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(request.uri() + " did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        context.close();
        http.close();
        database.close();
    }
}
