package io.kikkake.server.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** How attempts end, counted for the operator. */
@Component
class DeliveryMetrics {

    private final Map<Status, Counter> ended = new EnumMap<>(Status.class);

    DeliveryMetrics(MeterRegistry registry) {
        for (Status status : Status.values()) {
            ended.put(
                    status,
                    Counter.builder("kikkake.delivery.attempts")
                            .description("Attempts to deliver, by what became of the message; queued: put off")
                            .tag("status", status.word())
                            .register(registry));
        }
    }

    void ended(Attempt attempt) {
        Counter counter = ended.get(attempt.outcome().status());
        if (counter != null) {
            counter.increment();
        }
    }
}
