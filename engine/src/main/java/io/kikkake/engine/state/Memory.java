package io.kikkake.engine.state;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a customer beyond the runs under way.
 *
 * @param timers of the customer that belong to no run, by name: when each is due
 * @param inside the segments that scenarios watch and the customer is in, and since when
 * @param contacts messages decided lately, oldest first: what caps and "not the same again" ask
 * @param guarded what else the guard asks
 * @param tallies what conditions about past events need, by the id of what is tallied
 * @param steps what steps remember
 * @param past what triggers that look back need to know
 */
public record Memory(
        Map<String, Instant> timers,
        Map<String, Instant> inside,
        List<Contact> contacts,
        Guarded guarded,
        Map<Long, Tally> tallies,
        StepMemory steps,
        Past past) {

    public static final Memory NONE = new Memory(Map.of(), Map.of(), List.of());

    /** One message that was decided. */
    public record Contact(Instant at, String topic, String scenario, String message) {}

    /**
     * What keeps messages back.
     *
     * @param bounced addresses in lower case where mail cannot be delivered, and since when
     * @param complained when the customer called a message spam; null: never
     * @param deferred by run, when the message it stands at was first put off
     */
    public record Guarded(
            Map<String, Instant> bounced, @Nullable Instant complained, Map<String, Instant> deferred) {

        public static final Guarded NOTHING = new Guarded(Map.of(), null, Map.of());

        public Guarded {
            bounced = Map.copyOf(bounced);
            deferred = Map.copyOf(deferred);
        }

        public Guarded withBounced(Map<String, Instant> bounced) {
            return new Guarded(bounced, complained, deferred);
        }

        public Guarded withComplained(@Nullable Instant complained) {
            return new Guarded(bounced, complained, deferred);
        }

        public Guarded withDeferred(Map<String, Instant> deferred) {
            return new Guarded(bounced, complained, deferred);
        }
    }

    public Memory {
        timers = Map.copyOf(timers);
        inside = Map.copyOf(inside);
        contacts = List.copyOf(contacts);
        tallies = Map.copyOf(tallies);
    }

    public Memory(Map<String, Instant> timers, Map<String, Instant> inside, List<Contact> contacts) {
        this(timers, inside, contacts, Guarded.NOTHING, Map.of(), StepMemory.NONE, Past.NONE);
    }

    public Memory withTimers(Map<String, Instant> timers) {
        return new Memory(timers, inside, contacts, guarded, tallies, steps, past);
    }

    public Memory withInside(Map<String, Instant> inside) {
        return new Memory(timers, inside, contacts, guarded, tallies, steps, past);
    }

    public Memory withContacts(List<Contact> contacts) {
        return new Memory(timers, inside, contacts, guarded, tallies, steps, past);
    }

    public Memory withGuarded(Guarded guarded) {
        return new Memory(timers, inside, contacts, guarded, tallies, steps, past);
    }

    public Memory withTallies(Map<Long, Tally> tallies) {
        return new Memory(timers, inside, contacts, guarded, tallies, steps, past);
    }

    public Memory withSteps(StepMemory steps) {
        return new Memory(timers, inside, contacts, guarded, tallies, steps, past);
    }

    public Memory withPast(Past past) {
        return new Memory(timers, inside, contacts, guarded, tallies, steps, past);
    }
}
