package io.kikkake.server.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A mail server that does what a test tells it, on a real socket. */
final class ScriptedSmtp implements AutoCloseable {

    /** What it does with a transaction. */
    sealed interface Act {

        Act ACCEPT = new Answer("250 2.0.0 taken");
        Act CUT_AFTER_DOT = new Answer(null);

        /** An answer to the whole message; null: none, the connection just ends. */
        record Answer(@Nullable String line) implements Act {}

        record AnswerRecipient(String line) implements Act {}

        /** Ends the connection when the sender is named. */
        record CutAtOnce() implements Act {}

        /** Takes a few lines of the message and ends the connection. */
        record CutInside() implements Act {}
    }

    /** A message whose end was seen here, whether or not it was answered. */
    record Taken(String from, String to, String source) {}

    final List<Taken> taken = new CopyOnWriteArrayList<>();
    final AtomicInteger connections = new AtomicInteger();
    final List<String> commands = new CopyOnWriteArrayList<>();
    volatile String greeting = "220 scripted";
    volatile Function<String, Act> script = recipient -> Act.ACCEPT;

    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final ServerSocket server;

    ScriptedSmtp() {
        try {
            server = new ServerSocket();
            // A long message does not fit into the sockets' buffers: its sender notices when it is cut.
            server.setReceiveBufferSize(8192);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::listen);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Ends every connection, as a server does with those that were idle. */
    void hangUp() {
        for (Socket socket : sockets) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        sockets.clear();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        hangUp();
    }

    private void listen() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.incrementAndGet();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            OutputStream out = socket.getOutputStream();
            say(out, greeting);
            if (greeting.startsWith("220")) {
                new Dialogue(in, out).lead();
            }
        } catch (IOException e) {
            // The client went: that is its right.
        }
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(UTF_8));
        out.flush();
    }

    private final class Dialogue {

        private final BufferedReader in;
        private final OutputStream out;
        private String from = "";
        private String to = "";

        Dialogue(BufferedReader in, OutputStream out) {
            this.in = in;
            this.out = out;
        }

        void lead() throws IOException {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                commands.add(line);
                String word = line.split("[ :]")[0];
                boolean on = switch (word) {
                    case "EHLO", "RSET", "NOOP" -> answer("250 fine");
                    case "MAIL" -> {
                        from = inside(line);
                        yield answer("250 fine");
                    }
                    case "RCPT" -> recipient(inside(line));
                    case "DATA" -> data();
                    default -> {
                        answer("221 bye");
                        yield false;
                    }
                };
                if (!on) {
                    return;
                }
            }
        }

        private boolean recipient(String recipient) throws IOException {
            to = recipient;
            return switch (script.apply(to)) {
                case Act.AnswerRecipient(String line) -> answer(line) && !line.startsWith("421");
                case Act.CutAtOnce() -> false;
                default -> answer("250 fine");
            };
        }

        private boolean data() throws IOException {
            answer("354 go on");
            Act act = script.apply(to);
            var lines = new ArrayList<String>();
            for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
                lines.add(line.startsWith(".") ? line.substring(1) : line);
                if (act instanceof Act.CutInside && lines.size() == 3) {
                    return false;
                }
            }
            taken.add(new Taken(from, to, String.join("\r\n", lines)));
            String answer = ((Act.Answer) act).line();
            return answer != null && answer(answer) && !answer.startsWith("421");
        }

        private boolean answer(String line) throws IOException {
            say(out, line);
            return true;
        }

        private static String inside(String line) {
            return line.substring(line.indexOf('<') + 1, line.lastIndexOf('>'));
        }
    }
}
