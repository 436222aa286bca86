package io.kikkake.server.delivery;

import io.kikkake.server.customer.Customers;
import io.kikkake.server.mailbox.DevMailbox;
import io.kikkake.server.message.Contents;
import io.kikkake.server.message.Renderer;
import io.kikkake.server.platform.Settings;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Starts the pump when everything else is there, and lets it finish what is in its hands before anything else stops. */
@Component
class Delivery implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Delivery.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Settings settings;
    private final ObjectProvider<DevMailbox> mailbox;
    private final Claims claims;
    private final Postman postman;
    private final Customers customers;
    private final Owners owners;
    private final TopicRules topics;
    private final Signal signal;
    private final Clock clock;
    private final DeliveryMetrics metrics;
    private final Echo echo;
    private @Nullable Pump pump;
    private @Nullable Thread thread;

    Delivery(
            Settings settings,
            ObjectProvider<DevMailbox> mailbox,
            Claims claims,
            Contents contents,
            Renderer renderer,
            UnsubscribeLinks links,
            Customers customers,
            Owners owners,
            TopicRules topics,
            Wishes wishes,
            Signal signal,
            Clock clock,
            DeliveryMetrics metrics,
            Echo echo) {
        this.settings = settings;
        this.mailbox = mailbox;
        this.claims = claims;
        this.postman =
                new Postman(contents, renderer, new LetterWriter(settings.timeZone()), links, topics, wishes, clock);
        this.customers = customers;
        this.owners = owners;
        this.topics = topics;
        this.signal = signal;
        this.clock = clock;
        this.metrics = metrics;
        this.echo = echo;
    }

    @Override
    public synchronized void start() {
        MailServer server = server();
        int connections = Math.clamp(settings.smtp().connections(), 1, 200);
        var rate = new Rate(Math.max(0, settings.smtp().rate()), System::nanoTime);
        var throttle = new Throttle(connections, Duration.ofSeconds(1), System::nanoTime, server.toString(), rate);
        pump = new Pump(
                claims,
                postman,
                new SmtpPool(server),
                customers,
                owners,
                topics,
                signal,
                clock,
                throttle,
                metrics,
                echo);
        thread = Thread.ofPlatform().name("delivery").start(pump);
    }

    private MailServer server() {
        DevMailbox local = mailbox.getIfAvailable();
        if (local != null) {
            return MailServer.local(local.port());
        }
        Settings.Smtp smtp = settings.smtp();
        String host = URI.create(settings.baseUrl()).getHost();
        boolean named = host != null && !host.equals("localhost");
        return new MailServer(
                String.valueOf(smtp.host()),
                smtp.port(),
                smtp.username(),
                smtp.password(),
                smtp.tls(),
                named ? host : null);
    }

    @Override
    public synchronized void stop() {
        Pump running = pump;
        Thread worker = thread;
        if (running == null || worker == null) {
            return;
        }
        running.stop();
        try {
            if (!worker.join(PATIENCE)) {
                log.warn("A mail server kept us waiting; what it holds is shown as unknown after the next start.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        echo.finish();
        pump = null;
        thread = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return pump != null;
    }

    @Override
    public int getPhase() {
        return DevMailbox.PHASE + 1;
    }
}
