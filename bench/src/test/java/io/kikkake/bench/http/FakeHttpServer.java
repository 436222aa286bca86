package io.kikkake.bench.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Answers each request with the next scripted bytes; an empty script entry closes the connection unanswered. */
public final class FakeHttpServer implements AutoCloseable {
    public static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\n{\"success\": true}";
    public static final String CLOSE = "";

    private final ServerSocket server;
    private final Deque<String> script;
    private final List<String> requests = new ArrayList<>();
    private int connections;

    public FakeHttpServer(String... answers) throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.script = new ArrayDeque<>(List.of(answers));
        Thread.ofPlatform().daemon().start(this::accept);
    }

    public Endpoint endpoint() {
        return new Endpoint("127.0.0.1", server.getLocalPort(), Endpoint.writeKey("key"));
    }

    public synchronized List<String> requests() {
        return List.copyOf(requests);
    }

    public synchronized int connections() {
        return connections;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofPlatform().daemon().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        synchronized (this) {
            connections++;
        }
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            for (String request = read(in); !request.isEmpty(); request = read(in)) {
                String answer = answer(request);
                if (answer.isEmpty()) {
                    return;
                }
                out.write(answer.getBytes(StandardCharsets.UTF_8));
                if (answer.contains("Connection: close")) {
                    return;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private synchronized String answer(String request) {
        requests.add(request);
        return script.isEmpty() ? OK : script.removeFirst();
    }

    private static String read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int b = in.read();
            if (b < 0) {
                return "";
            }
            head.append((char) b);
        }
        int at = head.indexOf("Content-Length: ");
        if (at < 0) {
            return head.toString();
        }
        int length = Integer.parseInt(head.substring(at + 16, head.indexOf("\r\n", at)));
        return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
