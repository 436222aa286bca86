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
 * @param past what triggers that look back need to know
 */
public record Memory(Map<String, Instant> timers, Map<String, Instant> inside, List<Contact> contacts, Past past) {

    public static final Memory NONE = new Memory(Map.of(), Map.of(), List.of(), Past.NONE);

    /** One message that was decided. */
    public record Contact(Instant at, String topic, String scenario, String message) {}

    public Memory {
        timers = Map.copyOf(timers);
        inside = Map.copyOf(inside);
        contacts = List.copyOf(contacts);
    }

    public Memory withTimers(Map<String, Instant> timers) {
        return new Memory(timers, inside, contacts, past);
    }

    public Memory withInside(Map<String, Instant> inside) {
        return new Memory(timers, inside, contacts, past);
    }

    public Memory withContacts(List<Contact> contacts) {
        return new Memory(timers, inside, contacts, past);
    }

    public Memory withPast(Past past) {
        return new Memory(timers, inside, contacts, past);
    }
}
