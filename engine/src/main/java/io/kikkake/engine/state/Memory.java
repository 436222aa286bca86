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
 * @param tallies what conditions about past events need, by the id of what is tallied
 */
public record Memory(
        Map<String, Instant> timers, Map<String, Instant> inside, List<Contact> contacts, Map<Long, Tally> tallies) {

    public static final Memory NONE = new Memory(Map.of(), Map.of(), List.of());

    /** One message that was decided. */
    public record Contact(Instant at, String topic, String scenario, String message) {}

    public Memory {
        timers = Map.copyOf(timers);
        inside = Map.copyOf(inside);
        contacts = List.copyOf(contacts);
        tallies = Map.copyOf(tallies);
    }

    public Memory(Map<String, Instant> timers, Map<String, Instant> inside, List<Contact> contacts) {
        this(timers, inside, contacts, Map.of());
    }

    public Memory withTimers(Map<String, Instant> timers) {
        return new Memory(timers, inside, contacts, tallies);
    }

    public Memory withInside(Map<String, Instant> inside) {
        return new Memory(timers, inside, contacts, tallies);
    }

    public Memory withContacts(List<Contact> contacts) {
        return new Memory(timers, inside, contacts, tallies);
    }

    public Memory withTallies(Map<Long, Tally> tallies) {
        return new Memory(timers, inside, contacts, tallies);
    }
}
