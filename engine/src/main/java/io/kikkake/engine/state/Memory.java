package io.kikkake.engine.state;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What is remembered of a customer beyond the runs under way.
 *
 * @param timers of the customer that belong to no run, by name: when each is due
 * @param inside the segments that scenarios watch and the customer is in, and since when
 * @param contacts messages decided lately, oldest first: what caps and "not the same again" ask
 * @param steps what steps remember
 */
public record Memory(
        Map<String, Instant> timers, Map<String, Instant> inside, List<Contact> contacts, StepMemory steps) {

    public static final Memory NONE = new Memory(Map.of(), Map.of(), List.of());

    public Memory(Map<String, Instant> timers, Map<String, Instant> inside, List<Contact> contacts) {
        this(timers, inside, contacts, StepMemory.NONE);
    }

    /** One message that was decided. */
    public record Contact(Instant at, String topic, String scenario, String message) {}

    public Memory {
        timers = Map.copyOf(timers);
        inside = Map.copyOf(inside);
        contacts = List.copyOf(contacts);
    }

    public Memory withTimers(Map<String, Instant> timers) {
        return new Memory(timers, inside, contacts, steps);
    }

    public Memory withInside(Map<String, Instant> inside) {
        return new Memory(timers, inside, contacts, steps);
    }

    public Memory withContacts(List<Contact> contacts) {
        return new Memory(timers, inside, contacts, steps);
    }

    public Memory withSteps(StepMemory steps) {
        return new Memory(timers, inside, contacts, steps);
    }
}
