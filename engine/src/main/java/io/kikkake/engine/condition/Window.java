package io.kikkake.engine.condition;

import io.kikkake.engine.time.Span;
import java.time.LocalDate;

/** Which events of the past count. */
public sealed interface Window {

    record Ever() implements Window {}

    /** An event counts until so long after it happened. */
    record Within(Span span) implements Window {}

    /** From the first day to the last, both included: local days of the customer's zone as it was known when the event came. */
    record Between(LocalDate first, LocalDate last) implements Window {}
}
