package io.kikkake.server.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A real Postfix with a configuration, a queue and a port of its own, which hands everything on to one server. */
final class Postfix implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path settings;
    private final Path log;
    private final int port;

    /** @param next the port on this machine that everything goes on to */
    Postfix(Path directory, int next) throws IOException, InterruptedException {
        port = freePort();
        settings = Files.createDirectories(directory.resolve("postfix"));
        Path queue = Files.createDirectories(directory.resolve("queue"));
        Path data = Files.createDirectories(directory.resolve("data"));
        log = directory.resolve("postfix.log");
        // Its processes are not root's, and have to get at their queue.
        for (Path each = directory; each != null && each.startsWith("/tmp/"); each = each.getParent()) {
            each.toFile().setExecutable(true, false);
        }
        MailSuiteTest.run(List.of("chown", "postfix", data.toString()));
        Files.writeString(settings.resolve("main.cf"), """
                compatibility_level = 3.6
                queue_directory = %s
                data_directory = %s
                maillog_file = %s
                maillog_file_prefixes = /tmp, /var
                myhostname = relay.hiyori.example
                mydestination =
                alias_maps =
                inet_interfaces = 127.0.0.1
                inet_protocols = ipv4
                mynetworks = 127.0.0.0/8
                relayhost = [127.0.0.1]:%d
                smtp_dns_support_level = disabled
                smtputf8_enable = yes
                """.formatted(queue, data, log, next));
        Files.writeString(settings.resolve("master.cf"), """
                127.0.0.1:%d inet n - n - - smtpd
                pickup    unix  n - n 60 1 pickup
                cleanup   unix  n - n - 0 cleanup
                qmgr      unix  n - n 300 1 qmgr
                rewrite   unix  - - n - - trivial-rewrite
                bounce    unix  - - n - 0 bounce
                defer     unix  - - n - 0 bounce
                trace     unix  - - n - 0 bounce
                smtp      unix  - - n - - smtp
                relay     unix  - - n - - smtp
                error     unix  - - n - - error
                retry     unix  - - n - - error
                discard   unix  - - n - - discard
                anvil     unix  - - n - 1 anvil
                scache    unix  - - n - 1 scache
                proxymap  unix  - - n - - proxymap
                postlog   unix-dgram n - n - 1 postlogd
                """.formatted(port));
        String said = MailSuiteTest.run(List.of("postfix", "-c", settings.toString(), "start"));
        await(this::listens);
        System.out.print(said);
    }

    int port() {
        return port;
    }

    /** Waits for what another process does. */
    void await(BooleanSupplier condition) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        assertThat(condition.getAsBoolean())
                .as(() -> "Postfix says: " + logged())
                .isTrue();
    }

    private String logged() {
        try {
            return Files.exists(log) ? Files.readString(log) : "nothing";
        } catch (IOException e) {
            return e.toString();
        }
    }

    private boolean listens() {
        try (var socket = new java.net.Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.getInputStream().read() >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() throws IOException, InterruptedException {
        MailSuiteTest.run(List.of("postfix", "-c", settings.toString(), "stop"));
    }
}
