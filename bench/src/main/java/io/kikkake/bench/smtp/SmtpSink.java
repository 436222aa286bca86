package io.kikkake.bench.smtp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * A mail server on 127.0.0.1 that accepts everything and keeps nothing but a {@link Mail} for the listener. One thread
 * serves all connections, because thousands of short commands cost less in one selector loop than in a thread each.
 */
public final class SmtpSink implements AutoCloseable {
    private static final long SECOND_MILLIS = 1_000;

    private final Selector selector;
    private final ServerSocketChannel server;
    private final MailListener listener;
    private final Script script;
    private final Thread thread;

    private SmtpSink(Selector selector, ServerSocketChannel server, MailListener listener, Script script) {
        this.selector = selector;
        this.server = server;
        this.listener = listener;
        this.script = script;
        this.thread = Thread.ofPlatform().name("smtp-sink").daemon().unstarted(this::serve);
    }

    /** Listens on {@code port} of the loop-back interface; 0 takes a free one. */
    public static SmtpSink start(int port, MailListener listener) throws IOException {
        return start(port, listener, Script.OBEDIENT);
    }

    /** As {@link #start(int, MailListener)}, with a server that behaves as the script says. */
    public static SmtpSink start(int port, MailListener listener, Script script) throws IOException {
        Selector selector = Selector.open();
        ServerSocketChannel server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        SmtpSink sink = new SmtpSink(selector, server, listener, script);
        sink.thread.start();
        return sink;
    }

    public int port() {
        return server.socket().getLocalPort();
    }

    @Override
    public void close() throws IOException {
        selector.close();
        server.close();
    }

    private void serve() {
        try {
            long second = System.nanoTime();
            while (selector.isOpen()) {
                selector.select(this::ready, SECOND_MILLIS);
                if (System.nanoTime() - second >= SECOND_MILLIS * 1_000_000) {
                    second = System.nanoTime();
                    selector.keys().forEach(SmtpSink::second);
                }
            }
        } catch (ClosedSelectorException stopped) {
            // close() ends the loop this way
        } catch (IOException e) {
            throw new UncheckedIOException("The SMTP sink stopped", e);
        }
    }

    private static void second(SelectionKey key) {
        if (key.isValid() && key.attachment() instanceof SinkConnection connection) {
            connection.second(key);
        }
    }

    private void ready(SelectionKey key) {
        if (key.attachment() instanceof SinkConnection connection) {
            connection.ready(key);
        } else {
            accept();
        }
    }

    private void accept() {
        try {
            SocketChannel channel = server.accept();
            if (channel == null) {
                return;
            }
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            SinkConnection connection = new SinkConnection(channel, new SmtpDialogue(listener, script));
            connection.ready(channel.register(selector, SelectionKey.OP_READ, connection));
        } catch (IOException e) {
            throw new UncheckedIOException("The SMTP sink cannot accept connections", e);
        }
    }
}
