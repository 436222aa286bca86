package io.kikkake.server.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A program that is called over HTTP and does what a test tells it. */
final class ProviderStub implements AutoCloseable {

    /** @param headers names in lower case */
    record Called(Map<String, String> headers, String body) {}

    /** 0: takes the call and breaks off without a word. */
    volatile int status = 200;

    volatile String answer = "{}";
    final List<Called> called = new CopyOnWriteArrayList<>();
    final AtomicInteger taken = new AtomicInteger();
    private final HttpServer server;

    ProviderStub() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
    }

    private void serve(HttpExchange exchange) throws IOException {
        var headers = new TreeMap<String, String>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(java.util.Locale.ROOT), values.getFirst()));
        called.add(new Called(headers, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        if (status == 0) {
            exchange.close();
            return;
        }
        if (status == 200) {
            taken.incrementAndGet();
        }
        if (status == 429) {
            exchange.getResponseHeaders().add("Retry-After", "30");
        }
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/send");
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
