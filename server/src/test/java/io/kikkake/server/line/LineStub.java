package io.kikkake.server.line;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kikkake.engine.value.Value;
import io.kikkake.server.platform.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** LINE's Messaging API as its description says, with a memory: the same retry key is taken once. */
final class LineStub implements AutoCloseable {

    static final String TOKEN = "token-of-the-channel";

    enum Fault {
        NONE,
        /** 500, and the message is not taken. */
        BROKEN,
        /** The message is taken and the connection ends. */
        CUT,
        /** 429 although messages are left. */
        RATE,
        FORBIDDEN,
        REFUSED,
        UNKNOWN_USER,
        /** The message is taken, and the answer does not come. */
        HANG
    }

    record Pushed(String to, String key, Value.ObjectOf body) {

        String text() {
            return body.at("messages.0.text") instanceof Value.Text(var text) ? text : "";
        }
    }

    volatile Fault fault = Fault.NONE;
    volatile long limit = 1_000_000;
    final List<Pushed> pushed = new CopyOnWriteArrayList<>();
    final List<String> keys = new CopyOnWriteArrayList<>();
    final List<Value.ObjectOf> replies = new CopyOnWriteArrayList<>();
    final AtomicInteger quotaAsked = new AtomicInteger();
    private final Map<String, String> accepted = new ConcurrentHashMap<>();
    private final Set<HttpExchange> hanging = ConcurrentHashMap.newKeySet();
    private final HttpServer server;

    LineStub() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v2/bot/message/push", this::push);
        server.createContext("/v2/bot/message/reply", exchange -> {
            replies.add(body(exchange));
            answer(exchange, 200, "{\"sentMessages\":[]}");
        });
        server.createContext("/v2/bot/message/quota", exchange -> {
            quotaAsked.incrementAndGet();
            answer(exchange, 200, "{\"type\":\"limited\",\"value\":" + limit + "}");
        });
        server.createContext(
                "/v2/bot/message/quota/consumption",
                exchange -> answer(exchange, 200, "{\"totalUsage\":" + pushed.size() + "}"));
        server.createContext("/v2/bot/user/", exchange -> answer(exchange, 200, "{\"linkToken\":\"link-token\"}"));
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void push(HttpExchange exchange) throws IOException {
        String key = String.valueOf(exchange.getRequestHeaders().getFirst("X-Line-Retry-Key"));
        Value.ObjectOf body = body(exchange);
        keys.add(key);
        String refused = refused(exchange, key, body);
        if (refused != null) {
            answer(exchange, refused.startsWith("Authentication") ? 401 : 400, error(refused));
            return;
        }
        String before = accepted.get(key);
        if (before != null) {
            exchange.getResponseHeaders().add("x-line-accepted-request-id", before);
            answer(exchange, 409, error("The retry key is already accepted"));
            return;
        }
        switch (fault) {
            case BROKEN -> answer(exchange, 500, error("Internal server error"));
            case FORBIDDEN -> answer(exchange, 403, error("Access to this API is not available for your account"));
            case REFUSED -> answer(exchange, 400, error("The request body has 1 error(s)"));
            case UNKNOWN_USER ->
                answer(exchange, 400, error("The property, 'to', in the request body is invalid (line: -, column: -)"));
            case RATE -> {
                exchange.getResponseHeaders().add("Retry-After", "7");
                answer(exchange, 429, error("The API rate limit has been exceeded. Try again later."));
            }
            case NONE, CUT, HANG -> take(exchange, key, body);
        }
    }

    private void take(HttpExchange exchange, String key, Value.ObjectOf body) throws IOException {
        synchronized (this) {
            if (pushed.size() >= limit) {
                answer(exchange, 429, error("You have reached your monthly limit."));
                return;
            }
            accepted.put(key, "request-" + pushed.size());
            pushed.add(new Pushed(body.at("to") instanceof Value.Text(var to) ? to : "", key, body));
        }
        switch (fault) {
            case CUT -> exchange.close();
            case HANG -> hanging.add(exchange);
            default ->
                answer(exchange, 200, "{\"sentMessages\":[{\"id\":\"" + pushed.size() + "\",\"quoteToken\":\"q\"}]}");
        }
    }

    private static @org.jspecify.annotations.Nullable String refused(
            HttpExchange exchange, String key, Value.ObjectOf body) {
        if (!("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return "Authentication failed";
        }
        if (!key.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")) {
            return "The retry key is invalid";
        }
        if (!(body.at("messages") instanceof Value.ListOf(var messages)) || messages.isEmpty() || messages.size() > 5) {
            return "Size must be between 1 and 5";
        }
        return null;
    }

    private static Value.ObjectOf body(HttpExchange exchange) throws IOException {
        return Json.object(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    private static String error(String message) {
        return Json.write(Map.of("message", message, "details", List.of()));
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.getResponseHeaders().add("x-line-request-id", "request");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        hanging.forEach(HttpExchange::close);
        server.stop(0);
    }
}
