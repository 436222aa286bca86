package io.kikkake.server.delivery;

import io.kikkake.engine.Feedback;
import io.kikkake.engine.ScenarioSet;
import io.kikkake.server.channel.Said;
import io.kikkake.server.customer.Learned;
import io.kikkake.server.customer.Learned.Fact;
import io.kikkake.server.platform.Problem;
import io.kikkake.server.scenario.Scenarios;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Tells the event log what became of messages, in batches and only what somebody listens to: {@code Message Sent} where a
 * scenario asks for it, {@code Message Dropped} where a cap counts, and always {@code Message Bounced} where the
 * server said that there is nobody at a mail address. Told once the outcome is recorded; what a crash comes in between of is not told.
 */
@Component
class Echo {

    private static final Logger log = LoggerFactory.getLogger(Echo.class);
    private static final int PATIENCE_SECONDS = 5;

    private final Supplier<ScenarioSet> published;
    private final ApplicationEventPublisher publisher;

    /** The log answers when it is durable, and deliveries do not wait for that. */
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("delivery-echo").daemon().factory());

    @Autowired
    Echo(Scenarios scenarios, ApplicationEventPublisher publisher) {
        this(scenarios::current, publisher);
    }

    Echo(Supplier<ScenarioSet> published, ApplicationEventPublisher publisher) {
        this.published = published;
        this.publisher = publisher;
    }

    void ended(List<Attempt> attempts) {
        if (attempts.isEmpty()) {
            return;
        }
        ScenarioSet active = published.get();
        boolean sent = active.listens(Feedback.SENT);
        boolean capped = !active.project().rules().caps().isEmpty();
        var facts = new ArrayList<Fact>();
        for (Attempt attempt : attempts) {
            if (attempt.said() != null
                    && attempt.said().gone()
                    && attempt.claim().channel().equals(MailChannel.ID)) {
                facts.add(bounced(attempt, attempt.said()));
            }
            switch (attempt.outcome()) {
                case Outcome.Sent() when sent -> facts.add(fact(Feedback.SENT, attempt));
                case Outcome.Failed(var error) when capped -> facts.add(fact(Feedback.DROPPED, attempt));
                case Outcome.Blocked(var reason) when capped -> facts.add(fact(Feedback.DROPPED, attempt));
                default -> {}
            }
        }
        if (!facts.isEmpty()) {
            thread.execute(() -> tell(facts));
        }
    }

    /** Waits with them where the log takes nothing just now; told twice, they are one. */
    private void tell(List<Fact> facts) {
        while (true) {
            try {
                publisher.publishEvent(new Learned(facts));
                return;
            } catch (RuntimeException e) {
                boolean later = e instanceof Problem problem && (problem.status() == 503 || problem.status() == 429);
                if (!later || thread.isShutdown()) {
                    log.warn("{} outcomes of messages could not be added to the event log", facts.size(), e);
                    return;
                }
            }
            try {
                TimeUnit.SECONDS.sleep(1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** The other side said that there is nobody: nothing is sent to this address any more. */
    private static Fact bounced(Attempt attempt, Said said) {
        Fact plain = fact(Feedback.BOUNCED, attempt);
        Map<String, Object> properties = new LinkedHashMap<>(plain.properties());
        properties.put("hard", true);
        String address = String.valueOf(attempt.address());
        if (!address.contains("@xn--") && !address.contains(".xn--")) {
            // The customer may have it in its own script; then the engine knows better.
            properties.put("address", address);
        }
        // As what comes back later says it, so that the list can tell why.
        properties.put("reason", "unknown-user");
        properties.put("status", String.valueOf(said.enhanced() == null ? "" : said.enhanced()));
        properties.put("words", String.valueOf(said.words()));
        properties.put("source", "smtp");
        return new Fact(plain.customer(), plain.name(), plain.at(), plain.messageId(), properties);
    }

    private static Fact fact(String name, Attempt attempt) {
        Claim claim = attempt.claim();
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("scenario", claim.scenario());
        properties.put("step", claim.step());
        properties.put("message", claim.message());
        properties.put("topic", claim.topic());
        properties.put("id", claim.id());
        return new Fact(claim.customer(), name, attempt.at(), name + " " + claim.id(), properties);
    }

    /** Waits a moment for what is being told. */
    void finish() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                log.warn("Some outcomes of messages are not in the event log.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
