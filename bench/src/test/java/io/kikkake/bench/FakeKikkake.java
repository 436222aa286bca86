package io.kikkake.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * As much of the product as the benches see: accepts batches and mails each sign-up before it answers. It remembers
 * nothing over a restart, so a post repeated after a kill may mail twice.
 */
final class FakeKikkake implements AutoCloseable {
    private final HttpServer http;
    private final int smtpPort;
    private final AtomicLong events = new AtomicLong();
    private final Set<String> seen = new HashSet<>();

    FakeKikkake(int port, int smtpPort) throws IOException {
        this.smtpPort = smtpPort;
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
        http.setExecutor(
                Executors.newFixedThreadPool(8, Thread.ofPlatform().daemon().factory()));
        http.createContext("/v1/batch", this::batch);
        http.createContext("/api/scenarios", exchange -> answer(exchange, "{\"change\":\"created\"}"));
        http.createContext(
                "/api/messages",
                exchange -> answer(exchange, "{\"messages\":[],\"counts\":{\"sending\":0},\"next\":null}"));
        http.createContext(
                "/api/system",
                exchange -> answer(
                        exchange,
                        "{\"writeKeys\":[{\"name\":\"n\",\"key\":\"k\"}],\"counts\":{\"events\":" + events
                                + ",\"decided\":" + events + ",\"queued\":0}}"));
        http.start();
    }

    /** {@code start --data DIR}, with the environment the launcher passes on. */
    public static void main(String... arguments) throws Exception {
        Path data = Files.createDirectories(Path.of(arguments[2]));
        Files.writeString(data.resolve("token"), "secret\n");
        new FakeKikkake(
                Integer.parseInt(System.getenv("KIKKAKE_PORT")), Integer.parseInt(System.getenv("KIKKAKE_SMTP_PORT")));
        System.out.println("Kikkake is ready");
        Thread.currentThread().join();
    }

    int port() {
        return http.getAddress().getPort();
    }

    @Override
    public void close() {
        http.stop(0);
    }

    private void batch(HttpExchange exchange) throws IOException {
        String address = "";
        for (JsonNode event : JsonMapper.shared()
                .readTree(exchange.getRequestBody().readAllBytes())
                .path("batch")) {
            address = event.at("/traits/email").asString(address);
            if (isNew(event) && event.path("event").asString("").equals("Bench Signed Up")) {
                mail(address);
            }
        }
        answer(exchange, "{\"success\": true}");
    }

    private synchronized boolean isNew(JsonNode event) {
        events.incrementAndGet();
        return seen.add(event.path("messageId").asString());
    }

    private void mail(String address) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), smtpPort);
                BufferedReader answers =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            String session = "MAIL FROM:<a@x>\r\nRCPT TO:<" + address + ">\r\nDATA\r\nMessage-ID: <" + address
                    + ">\r\n\r\nWelcome\r\n.\r\nQUIT\r\n";
            socket.getOutputStream().write(session.getBytes(StandardCharsets.US_ASCII));
            while (answers.readLine() != null) {
                // until the sink says good-bye
            }
        }
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
