package io.kikkake.bench.server;

import io.kikkake.bench.http.Endpoint;
import io.kikkake.bench.http.HttpConnection;
import io.kikkake.bench.http.HttpResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The calls of the admin API that a bench needs. One connection; used by one thread. */
public final class KikkakeApi implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int PAGE = 200;

    private final JsonMapper json = JsonMapper.shared();
    private final Endpoint endpoint;
    private final HttpConnection connection;

    public KikkakeApi(Endpoint endpoint) {
        this.endpoint = endpoint;
        this.connection = new HttpConnection(endpoint.address());
    }

    /** The first write key of the workspace. */
    public String writeKey() throws IOException {
        String key = system().at("/writeKeys/0/key").asString("");
        if (key.isEmpty()) {
            throw new IOException("GET /api/system names no write key");
        }
        return key;
    }

    public SystemCounts counts() throws IOException {
        JsonNode counts = system().path("counts");
        return new SystemCounts(number(counts, "events"), number(counts, "decided"), number(counts, "queued"));
    }

    /** Publishes a scenario; a scenario already there unchanged stays as it is. */
    public void applyScenario(String yaml) throws IOException {
        byte[] body = yaml.getBytes(StandardCharsets.UTF_8);
        read(endpoint.post("/api/scenarios", "application/yaml", body));
    }

    /** How many messages of a scenario its brake holds; 0 while it has not stopped. */
    public long held(String scenario) throws IOException {
        for (JsonNode brake : read(endpoint.get("/api/brakes")).path("brakes")) {
            if (brake.path("scenario").asString("").equals(scenario)) {
                return brake.path("held").asLong();
            }
        }
        return 0;
    }

    /** Lets go what a scenario's brake holds. */
    public void release(String scenario) throws IOException {
        read(endpoint.post("/api/brakes/" + scenario + "/release", "application/json", new byte[0]));
    }

    /** From now on mail from the domain is signed, once with each of the algorithms. */
    public void addSendingDomain(String domain, String... algorithms) throws IOException {
        byte[] body = ("{\"domain\":\"" + domain + "\",\"algorithms\":[\"" + String.join("\",\"", algorithms) + "\"]}")
                .getBytes(StandardCharsets.UTF_8);
        read(endpoint.post("/api/sending-domains", "application/json", body));
    }

    /** How many messages stand in each status. */
    public Map<String, Long> messageCounts() throws IOException {
        Map<String, Long> counts = new TreeMap<>();
        read(endpoint.get("/api/messages?limit=1"))
                .path("counts")
                .properties()
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue().asLong()));
        return counts;
    }

    /** Every message listed as unknown. */
    public List<UnknownMessage> unknownMessages() throws IOException {
        List<UnknownMessage> unknown = new ArrayList<>();
        String before = "";
        do {
            JsonNode page = read(endpoint.get("/api/messages?status=unknown&limit=" + PAGE + before));
            page.path("messages")
                    .forEach(message -> unknown.add(new UnknownMessage(
                            message.path("id").asString(""),
                            message.path("to").asString(""),
                            message.path("error").asString(""))));
            String next = page.path("next").asString("");
            before = next.isEmpty() ? "" : "&before=" + next;
        } while (!before.isEmpty());
        return unknown;
    }

    /** Polls every 100 ms until that many events are decided. */
    public void awaitDecided(long events, Duration timeout) throws Exception {
        long deadline = System.nanoTime() + timeout.toNanos();
        SystemCounts counts = counts();
        while (counts.decided() < events) {
            pause(deadline, "decided " + events + " events", counts);
            counts = counts();
        }
    }

    /** Polls every 100 ms until every event is decided and no message is queued. */
    public SystemCounts awaitIdle(Duration timeout) throws Exception {
        long deadline = System.nanoTime() + timeout.toNanos();
        SystemCounts counts = counts();
        while (!counts.idle()) {
            pause(deadline, "become idle", counts);
            counts = counts();
        }
        return counts;
    }

    /** As {@link #awaitIdle}, and no message is being sent either: the fate of each is known, or listed as unknown. */
    public void awaitSettled(Duration timeout) throws Exception {
        long deadline = System.nanoTime() + timeout.toNanos();
        SystemCounts counts = awaitIdle(timeout);
        while (!counts.idle() || messageCounts().getOrDefault("sending", 0L) > 0) {
            pause(deadline, "settled", counts);
            counts = counts();
        }
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }

    private static void pause(long deadline, String what, SystemCounts counts) throws Exception {
        if (System.nanoTime() > deadline) {
            throw new TimeoutException("The server has not " + what + " in time: " + counts);
        }
        Thread.sleep(POLL);
    }

    private JsonNode system() throws IOException {
        return read(endpoint.get("/api/system"));
    }

    private static long number(JsonNode counts, String name) throws IOException {
        JsonNode value = counts.path(name);
        if (!value.isNumber()) {
            throw new IOException("GET /api/system has no counts." + name);
        }
        return value.asLong();
    }

    private JsonNode read(byte[] request) throws IOException {
        HttpResponse response = connection.exchange(request);
        if (!response.successful()) {
            int end = 0;
            while (request[end] != '\r') {
                end++;
            }
            throw new IOException(new String(request, 0, end, StandardCharsets.US_ASCII) + " was answered "
                    + response.status() + ": " + response.body());
        }
        return json.readTree(response.body());
    }
}
