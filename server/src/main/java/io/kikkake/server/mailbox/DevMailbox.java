package io.kikkake.server.mailbox;

import io.kikkake.server.platform.Settings;
import io.kikkake.server.platform.StartupFailed;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Component;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/**
 * A mail server that keeps all it is given and sends nothing on. It says 250 only when the mail is committed; mails that come in
 * at the same time share a commit.
 */
@Component
@Conditional(NoSmtpServer.class)
public class DevMailbox implements SmartLifecycle {

    /** When it starts, among what has a life cycle: before whatever delivers to it. */
    public static final int PHASE = 1000;

    private static final Logger log = LoggerFactory.getLogger(DevMailbox.class);
    private static final int LARGEST = 20_000_000;
    private static final int BATCH = 200;

    private record Waiting(ReceivedMail mail, CompletableFuture<Boolean> committed) {}

    private final MailStore store;
    private final Arrivals arrivals;
    private final Clock clock;
    private final int wantedPort;
    private final LinkedBlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
    private @Nullable SMTPServer server;
    private @Nullable Thread writer;

    DevMailbox(Settings settings, MailStore store, Arrivals arrivals, Clock clock) {
        this.wantedPort = settings.mailbox().port();
        this.store = store;
        this.arrivals = arrivals;
        this.clock = clock;
    }

    /** Where it listens, on the loopback address only. */
    public int port() {
        SMTPServer running = server;
        if (running == null) {
            throw new IllegalStateException("The dev mailbox has not started.");
        }
        return running.getPortAllocated();
    }

    @Override
    public void start() {
        writer = Thread.ofVirtual().name("mailbox").start(this::write);
        SMTPServer starting = SMTPServer.port(wantedPort)
                .bindAddress(InetAddress.getLoopbackAddress())
                .hostName("localhost")
                .softwareName("Kikkake")
                .messageHandlerFactory(Receipt::new)
                .insertReceivedHeaders(false)
                .maxConnections(500)
                .backlog(500)
                .maxMessageSize(LARGEST)
                .executorService(Executors.newVirtualThreadPerTaskExecutor())
                .build();
        try {
            starting.start();
        } catch (RuntimeException e) {
            throw new StartupFailed("The dev mailbox cannot listen on port " + wantedPort + ": " + e.getMessage()
                    + ". Choose another with KIKKAKE_MAILBOX_PORT (0 takes a free one).");
        }
        server = starting;
        log.info("No SMTP server is configured: mail stays here, in the dev mailbox (SMTP on port {})", port());
    }

    @Override
    public void stop() {
        SMTPServer running = server;
        if (running != null) {
            running.stop();
        }
        Thread writing = writer;
        if (writing != null) {
            writing.interrupt();
        }
        server = null;
        writer = null;
    }

    @Override
    public boolean isRunning() {
        return server != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private void write() {
        var batch = new ArrayList<Waiting>();
        while (true) {
            try {
                batch.add(queue.take());
            } catch (InterruptedException e) {
                return;
            }
            queue.drainTo(batch, BATCH - 1);
            commit(batch);
            batch.clear();
        }
    }

    private void commit(List<Waiting> batch) {
        try {
            List<StoredMail> stored =
                    store.add(batch.stream().map(Waiting::mail).toList());
            batch.forEach(one -> one.committed().complete(true));
            stored.forEach(arrivals::tell);
        } catch (SQLException | RuntimeException e) {
            log.error("The dev mailbox could not keep {} mail(s)", batch.size(), e);
            batch.forEach(one -> one.committed().complete(false));
        }
    }

    /** One SMTP transaction. */
    private final class Receipt implements MessageHandler {

        private String from = "";
        private final List<String> to = new ArrayList<>();

        Receipt(MessageContext context) {}

        @Override
        public void from(String address) {
            from = address;
        }

        @Override
        public void recipient(String address) {
            to.add(address);
        }

        @Override
        public @Nullable String data(InputStream data) throws RejectException, IOException {
            var mail = new ReceivedMail(from, String.join(", ", to), clock.instant(), data.readAllBytes());
            var waiting = new Waiting(mail, new CompletableFuture<>());
            queue.add(waiting);
            try {
                if (waiting.committed().join()) {
                    return null;
                }
            } catch (CompletionException e) {
                log.error("The dev mailbox could not keep a mail", e);
            }
            throw new RejectException(451, "4.3.0 The dev mailbox could not keep the mail, see the log");
        }

        @Override
        public void done() {}
    }
}
