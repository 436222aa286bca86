package io.kikkake.engine.condition;

import io.kikkake.engine.time.Span;

/**
 * How a date is tested. Days are the customer's local ones; spans of whole days count calendar days, for events and for
 * spans with hours in them the moment counts.
 */
public sealed interface DateTest {

    /** The same day. */
    record On(DateOperand date) implements DateTest {}

    record Before(DateOperand date) implements DateTest {}

    record After(DateOperand date) implements DateTest {}

    /** From now until so long from now, today and the last day included. */
    record WithinNext(Span span) implements DateTest {}

    /** From so long ago until now, the first day and today included. */
    record WithinLast(Span span) implements DateTest {}

    /** Before {@link WithinLast} of the same span. */
    record LongerAgo(Span span) implements DateTest {}

    /**
     * The same month and day in a later year.
     *
     * @param days from today: 0 is today, at most 366
     */
    record Anniversary(int days) implements DateTest {}

    /** What a date is compared with. */
    sealed interface DateOperand {

        record Fixed(DateValue value) implements DateOperand {}

        record Today() implements DateOperand {}

        record Reference(Subject subject) implements DateOperand {}
    }
}
