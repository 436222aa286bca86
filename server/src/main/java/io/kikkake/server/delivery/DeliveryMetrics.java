package io.kikkake.server.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** How attempts end and how long messages wait, for the operator. */
@Component
class DeliveryMetrics {

    private final Map<Status, Counter> ended = new EnumMap<>(Status.class);

    DeliveryMetrics(MeterRegistry registry, Deliveries deliveries, Clock clock) {
        TimeGauge.builder(
                        "kikkake.delivery.overdue",
                        () -> deliveries.overdue(clock.instant()).toMillis(),
                        TimeUnit.MILLISECONDS)
                .description("How long the message that should have left first has been waiting")
                .register(registry);

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
