package io.kikkake.server.delivery;

import io.kikkake.server.channel.Channel;
import io.kikkake.server.channel.Channels;
import io.kikkake.server.customer.Customers;
import io.kikkake.server.mailbox.DevMailbox;
import io.kikkake.server.message.Contents;
import io.kikkake.server.message.Renderer;
import io.kikkake.server.platform.RightToWrite;
import io.kikkake.server.platform.Settings;
import io.kikkake.server.tracking.Tracker;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Starts a pump for each channel that is set up when everything else is there, and lets them finish what is in their hands before
 * anything else stops. A channel that stands still holds up no other.
 */
@Component
class Delivery implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Delivery.class);
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private record Working(Pump pump, Thread thread, String channel) {}

    private final Channels channels;
    private final Claims claims;
    private final Postman postman;
    private final Customers customers;
    private final Owners owners;
    private final TopicRules topics;
    private final Signals signals;
    private final Clock clock;
    private final DeliveryMetrics metrics;
    private final Echo echo;
    private final Ledger ledger;
    private final List<Working> working = new ArrayList<>();

    Delivery(
            Channels channels,
            Claims claims,
            Contents contents,
            Renderer renderer,
            UnsubscribeLinks links,
            Customers customers,
            Owners owners,
            TopicRules topics,
            Wishes wishes,
            Tracker tracker,
            Signals signals,
            Clock clock,
            DeliveryMetrics metrics,
            Echo echo,
            Settings settings,
            Ledger ledger,
            RightToWrite right) {
        this.channels = channels;
        this.claims = claims;
        this.postman =
                new Postman(contents, renderer, links, topics, wishes, tracker, clock, patience(settings), right::held);
        this.customers = customers;
        this.owners = owners;
        this.topics = topics;
        this.signals = signals;
        this.clock = clock;
        this.metrics = metrics;
        this.echo = echo;
        this.ledger = ledger;
    }

    private static Patience patience(Settings settings) {
        return new Patience(settings.smtp().patience(), settings.smtp().marketingPatience());
    }

    @Override
    public synchronized void start() {
        channels.all().stream().filter(Channel::isReady).forEach(this::start);
    }

    private void start(Channel channel) {
        var rate = new Rate(channel::rate, System::nanoTime);
        var throttle = new Throttle(
                channel::connections,
                Duration.ofSeconds(1),
                System::nanoTime,
                channel.name().en(),
                rate);
        var pump = new Pump(
                claims,
                postman,
                channel,
                customers,
                owners,
                topics,
                signals.add(),
                clock,
                throttle,
                metrics,
                echo,
                ledger);
        Thread thread = Thread.ofPlatform().name("delivery-" + channel.id()).start(pump);
        working.add(new Working(pump, thread, channel.id()));
    }

    @Override
    public synchronized void stop() {
        if (working.isEmpty()) {
            return;
        }
        working.forEach(each -> each.pump().stop());
        long until = System.nanoTime() + PATIENCE.toNanos();
        try {
            for (Working each : working) {
                if (!each.thread().join(Duration.ofNanos(Math.max(1, until - System.nanoTime())))) {
                    log.warn(
                            "The channel {} kept us waiting; what it holds is shown as unknown after the next start.",
                            each.channel());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        echo.finish();
        working.clear();
    }

    @Override
    public synchronized boolean isRunning() {
        return !working.isEmpty();
    }

    @Override
    public int getPhase() {
        return DevMailbox.PHASE + 1;
    }
}
