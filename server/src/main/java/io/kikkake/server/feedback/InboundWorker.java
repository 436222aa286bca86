package io.kikkake.server.feedback;

import io.kikkake.server.delivery.Sends;
import io.kikkake.server.feedback.InboundStore.Inbound;
import io.kikkake.server.platform.ClockMoved;
import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Deals with what came in, one after another, and forgets suppressions whose time has come. A crash in between does some of it again,
 * which changes nothing.
 */
@Component
class InboundWorker {

    private static final Logger log = LoggerFactory.getLogger(InboundWorker.class);
    private static final int BATCH = 50;
    private static final long LOOK_AGAIN_SECONDS = 30;
    private static final Duration KEPT = Duration.ofDays(30);

    private final InboundStore store;
    private final SendIds ids;
    private final Sends sends;
    private final Consequences consequences;
    private final SuppressionList list;
    private final Clock clock;
    private final Semaphore work = new Semaphore(0);
    private final Thread thread = new Thread(this::run, "feedback");
    private volatile boolean stopped;

    InboundWorker(
            InboundStore store,
            SendIds ids,
            Sends sends,
            Consequences consequences,
            SuppressionList list,
            Clock clock) {
        this.store = store;
        this.ids = ids;
        this.sends = sends;
        this.consequences = consequences;
        this.list = list;
        this.clock = clock;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        thread.start();
    }

    @EventListener(ClockMoved.class)
    void wake() {
        if (work.availablePermits() == 0) {
            work.release();
        }
    }

    private void run() {
        while (!stopped) {
            try {
                work.drainPermits();
                list.forgetExpired(clock.instant(), BATCH);
                if (deal() < BATCH) {
                    store.forget(clock.instant().minus(KEPT));
                    boolean ignored = work.tryAcquire(LOOK_AGAIN_SECONDS, TimeUnit.SECONDS);
                }
            } catch (InterruptedException e) {
                stopped = true;
            } catch (RuntimeException e) {
                log.error("What came back could not be dealt with; trying again: {}", e.getMessage());
                pause();
            }
        }
    }

    private void pause() {
        try {
            boolean ignored = work.tryAcquire(LOOK_AGAIN_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            stopped = true;
        }
    }

    /** @return how many there were */
    private int deal() {
        List<Inbound> waiting = store.waiting(BATCH);
        for (Inbound inbound : waiting) {
            try {
                told(inbound).forEach(consequences::draw);
                store.done(inbound.id());
            } catch (RuntimeException | StackOverflowError e) {
                log.error("Feedback {} from {} could not be dealt with", inbound.id(), inbound.source(), e);
                store.failed(inbound.id(), String.valueOf(e.getMessage()));
            }
        }
        return waiting.size();
    }

    private List<Told> told(Inbound inbound) {
        return switch (inbound.source()) {
            case "smtp", "imap" -> ofMail(inbound);
            default ->
                Provider.of(inbound.source()).read(inbound.body()).stream()
                        .map(one -> new Told(
                                one.finding(),
                                inbound.source(),
                                one.send(),
                                true,
                                one.sender(),
                                one.at() == null || one.at().isAfter(inbound.at()) ? inbound.at() : one.at(),
                                one.id().isEmpty() ? inbound.name() : inbound.source() + " " + one.id()))
                        .toList();
        };
    }

    private List<Told> ofMail(Inbound inbound) {
        RawMail mail = RawMail.of(inbound.body());
        List<Finding> findings = MailReader.read(mail);
        List<String> named = ids.of(mail, inbound.recipients());
        var known = sends.find(named);
        String send = named.stream().filter(known::containsKey).findFirst().orElse(null);
        var told = new ArrayList<Told>();
        String messageId = mail.field("message-id").strip();
        String name = messageId.isEmpty() ? inbound.name() : messageId;
        for (Finding finding : findings) {
            boolean answers = finding.verdict() == Verdict.OTHER && send != null;
            told.add(new Told(
                    answers ? Finding.of(Verdict.REPLY, finding.address(), finding.words()) : finding,
                    inbound.source(),
                    send,
                    send != null,
                    SendIds.sender(mail).orElse(null),
                    inbound.at(),
                    name));
        }
        return told;
    }

    @PreDestroy
    void stop() throws InterruptedException {
        stopped = true;
        wake();
        thread.join(TimeUnit.SECONDS.toMillis(5));
    }
}
