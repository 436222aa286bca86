package io.kikkake.server.feedback;

import io.kikkake.server.platform.Settings;
import io.kikkake.server.platform.StartupFailed;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;
import org.subethamail.smtp.server.Session;

/** Takes in by SMTP or LMTP what comes back, for our own domains only. It says 250 when the mail is committed. */
@Component
class InboundListener implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(InboundListener.class);
    private static final int LARGEST = 10_000_000;

    private final @Nullable Integer wantedPort;
    private final Set<String> domains;
    private final InboundStore store;
    private final InboundWorker worker;
    private final Clock clock;
    private final Lhlo lhlo = new Lhlo();
    private @Nullable SMTPServer server;

    InboundListener(Settings settings, InboundStore store, InboundWorker worker, Clock clock) {
        this.wantedPort = settings.feedback().smtpPort();
        String bounces = settings.mail().bounceDomain();
        this.domains = Stream.concat(Stream.ofNullable(bounces), settings.feedback().domains().stream())
                .map(domain -> domain.strip().toLowerCase(Locale.ROOT))
                .filter(domain -> !domain.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        this.store = store;
        this.worker = worker;
        this.clock = clock;
    }

    int port() {
        SMTPServer running = server;
        if (running == null) {
            throw new IllegalStateException("Nothing takes in mail: set feedback.smtp-port.");
        }
        return running.getPortAllocated();
    }

    @Override
    public void start() {
        if (wantedPort == null) {
            return;
        }
        SMTPServer starting = SMTPServer.port(wantedPort)
                .hostName(domains.stream().sorted().findFirst().orElse("localhost"))
                .softwareName("Kikkake")
                .messageHandlerFactory(Receipt::new)
                .insertReceivedHeaders(false)
                .maxConnections(100)
                .maxRecipients(100)
                .maxMessageSize(LARGEST)
                .executorService(Executors.newVirtualThreadPerTaskExecutor())
                .build();
        starting.getCommandHandler().addCommand(lhlo);
        try {
            starting.start();
        } catch (RuntimeException e) {
            throw new StartupFailed("Mail cannot be taken in on port " + wantedPort + ": " + e.getMessage()
                    + ". Choose another with KIKKAKE_FEEDBACK_SMTPPORT (0 takes a free one).");
        }
        server = starting;
        log.info("Bounces and answers are taken in by SMTP on port {} for {}", port(), domains);
    }

    @Override
    public void stop() {
        SMTPServer running = server;
        if (running != null) {
            running.stop();
        }
        server = null;
    }

    @Override
    public boolean isRunning() {
        return server != null;
    }

    /** One SMTP transaction. */
    private final class Receipt implements MessageHandler {

        private final List<String> to = new ArrayList<>();

        private final MessageContext session;

        Receipt(MessageContext session) {
            this.session = session;
        }

        @Override
        public void from(String address) {}

        @Override
        public void recipient(String address) throws RejectException {
            String domain = address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
            if (!domains.contains(domain)) {
                throw new RejectException(550, "5.7.1 No mail for " + domain + " is taken in here");
            }
            to.add(address);
        }

        @Override
        public @Nullable String data(InputStream data) throws RejectException, IOException {
            byte[] body = data.readNBytes(LARGEST + 1);
            data.transferTo(OutputStream.nullOutputStream());
            try {
                keep(body);
            } catch (RejectException e) {
                answerAllButOne(e.getErrorResponse());
                throw e;
            }
            answerAllButOne("250 2.0.0 Ok");
            return null;
        }

        private void keep(byte[] body) throws RejectException {
            if (body.length > LARGEST) {
                throw new RejectException(552, "5.3.4 More than " + LARGEST + " bytes");
            }
            String recipients = String.join(" ", to);
            try {
                String name = InboundStore.digest("smtp " + recipients + " ", body);
                store.add("smtp", name, recipients, body, clock.instant());
            } catch (RuntimeException e) {
                log.error("A mail that came in could not be kept", e);
                throw new RejectException(451, "4.3.0 The mail could not be kept, try again later");
            }
            worker.wake();
        }

        /** By LMTP each recipient is answered for; the last one's answer is the server's own. */
        private void answerAllButOne(String answer) throws IOException {
            if (session instanceof Session speaking && lhlo.isSpokenBy(session)) {
                for (int answered = 1; answered < to.size(); answered++) {
                    speaking.sendResponse(answer);
                }
            }
        }

        @Override
        public void done() {}
    }
}
