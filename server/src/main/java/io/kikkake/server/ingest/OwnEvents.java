package io.kikkake.server.ingest;

import io.kikkake.server.customer.Learned;
import io.kikkake.server.customer.Unsubscribed;
import io.kikkake.server.platform.Json;
import java.util.List;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Puts into the log what the product itself learns of a customer. */
@Component
class OwnEvents {

    private final EventWriter writer;

    OwnEvents(EventWriter writer) {
        this.writer = writer;
    }

    /** Returns when the events are durable. */
    @EventListener
    void on(Learned learned) {
        writer.accept(learned.facts().stream()
                .map(fact -> new Draft(
                        fact.customer(),
                        Kind.TRACK,
                        fact.isHistory(),
                        fact.name(),
                        fact.at(),
                        fact.learnedAt(),
                        fact.messageId(),
                        null,
                        null,
                        null,
                        null,
                        Json.write(fact.properties()),
                        "{}"))
                .toList());
    }

    /** Returns when the event is durable; the caller's answer to the customer waits for it. */
    @EventListener
    void on(Unsubscribed unsubscribed) {
        writer.accept(List.of(new Draft(
                unsubscribed.customer(),
                Kind.TRACK,
                false,
                "Topic Unsubscribed",
                unsubscribed.at(),
                unsubscribed.at(),
                null,
                null,
                null,
                null,
                null,
                Json.write(Map.of("topic", unsubscribed.topic(), "source", unsubscribed.source())),
                "{}")));
    }
}
