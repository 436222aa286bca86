package io.kikkake.server.feedback;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** Stands before an IMAP server that has no TLS: adds it, hears what is said in plain, or breaks connections. */
final class ImapFront implements AutoCloseable {

    final List<String> commandsInPlain = new CopyOnWriteArrayList<>();

    private final ServerSocket server;
    private final int behind;
    private final @Nullable SSLSocketFactory tls;
    private final int cutAt;
    private volatile boolean atOnce;

    /**
     * @param tls for STARTTLS; null: there is none
     * @param cutAt at the how manieth STORE the connection ends; 0: never
     */
    ImapFront(int behind, @Nullable SSLSocketFactory tls, int cutAt) throws IOException {
        this.behind = behind;
        this.tls = tls;
        this.cutAt = cutAt;
        server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::listen);
    }

    ImapFront fromTheFirstByte() {
        atOnce = true;
        return this;
    }

    int port() {
        return server.getLocalPort();
    }

    private void listen() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void serve(Socket plain) {
        try (plain;
                var backend = new Socket(InetAddress.getLoopbackAddress(), behind)) {
            Socket client = atOnce ? encrypted(plain) : plain;
            client.getOutputStream().write((line(backend.getInputStream()) + "\r\n").getBytes(ISO_8859_1));
            if (!atOnce) {
                client = inPlain(client, backend);
            }
            if (client != null) {
                relay(client, backend);
            }
        } catch (IOException | UncheckedIOException e) {
            // The connection is over, which is all there is to do about it.
            return;
        }
    }

    /** @return the connection once it is for passing on; null if it ended before */
    private @Nullable Socket inPlain(Socket client, Socket backend) throws IOException {
        while (true) {
            String command = line(client.getInputStream());
            commandsInPlain.add(command);
            String tag = command.split(" ", 2)[0];
            String upper = command.toUpperCase(Locale.ROOT);
            if (tls != null && upper.endsWith(" CAPABILITY")) {
                say(client, "* CAPABILITY IMAP4rev1 STARTTLS\r\n" + tag + " OK done");
            } else if (tls != null && upper.endsWith(" STARTTLS")) {
                say(client, tag + " OK begin");
                return encrypted(client);
            } else {
                backend.getOutputStream().write((command + "\r\n").getBytes(ISO_8859_1));
                return client;
            }
        }
    }

    private void relay(Socket client, Socket backend) throws IOException {
        Thread.ofVirtual().start(() -> {
            try (client) {
                backend.getInputStream().transferTo(client.getOutputStream());
            } catch (IOException e) {
                return;
            }
        });
        OutputStream out = backend.getOutputStream();
        int stores = 0;
        while (true) {
            String command = line(client.getInputStream());
            if (!(client instanceof SSLSocket)) {
                commandsInPlain.add(command);
            }
            stores += command.contains(" STORE ") ? 1 : 0;
            if (cutAt > 0 && stores == cutAt) {
                client.close();
                return;
            }
            out.write((command + "\r\n").getBytes(ISO_8859_1));
        }
    }

    private Socket encrypted(Socket client) throws IOException {
        var socket = (SSLSocket) Objects.requireNonNull(tls).createSocket(client, null, client.getPort(), true);
        socket.setUseClientMode(false);
        socket.startHandshake();
        return socket;
    }

    private static void say(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\r\n").getBytes(ISO_8859_1));
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        int b = in.read();
        while (b != '\n') {
            if (b < 0) {
                throw new IOException("ended");
            }
            if (b != '\r') {
                line.write(b);
            }
            b = in.read();
        }
        return line.toString(ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
