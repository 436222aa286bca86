package io.kikkake.server.ingest;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Puts into the log what the product itself does to a customer. */
@Component
public class Recorder {

    /** What a webhook's answer is called in the log; no client can send one. */
    public static final String ANSWERED = "Webhook Answered";

    /** A step of one scenario starts another: the customer is to enter it, as if somebody asked for it. */
    public static final String STARTED = "Scenario Started";

    /**
     * @param properties JSON object
     * @param id derived from the cause: a second one with it is accepted and ignored
     */
    public record Recorded(long customer, String name, String properties, Instant at, String id) {}

    private final EventWriter writer;
    private final Clock clock;

    Recorder(EventWriter writer, Clock clock) {
        this.writer = writer;
        this.clock = clock;
    }

    /** Events of customers. Returns when they are durable. */
    public void record(List<Recorded> events) {
        writer.accept(events.stream()
                .map(event -> draft(event, event.name().equals(STARTED) ? Kind.ENROL : Kind.TRACK))
                .toList());
    }

    /** An answer for a run, which nobody but the engine gets to see. */
    public void answer(Recorded answer) {
        writer.accept(List.of(draft(answer, Kind.ANSWER)));
    }

    private Draft draft(Recorded recorded, Kind kind) {
        return new Draft(
                recorded.customer(),
                kind,
                false,
                recorded.name(),
                recorded.at(),
                clock.instant(),
                recorded.id(),
                null,
                null,
                null,
                null,
                recorded.properties(),
                "{}");
    }
}
