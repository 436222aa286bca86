package io.kikkake.engine.state;

import java.time.Instant;
import java.util.List;

/**
 * What steps remember of a customer.
 *
 * @param hours how often the customer opened or clicked in each hour of their day, the latest counting most: 24 numbers, or
 *     none while nothing is known
 * @param partings runs that ended with messages that may not have left yet, oldest first: a goal still withdraws those
 */
public record StepMemory(List<Integer> hours, List<Parting> partings) {

    public static final StepMemory NONE = new StepMemory(List.of(), List.of());

    /** How many hours a day has here. */
    public static final int HOURS = 24;

    /** A run as it ended, and when. */
    public record Parting(Run run, Instant at) {}

    /** @throws IllegalArgumentException if there are hours, but not 24 */
    public StepMemory {
        hours = List.copyOf(hours);
        partings = List.copyOf(partings);
        if (!hours.isEmpty() && hours.size() != HOURS) {
            throw new IllegalArgumentException("Customer state has a day of " + hours.size() + " hours");
        }
    }

    public StepMemory withHours(List<Integer> hours) {
        return new StepMemory(hours, partings);
    }

    public StepMemory withPartings(List<Parting> partings) {
        return new StepMemory(hours, partings);
    }

    boolean isEmpty() {
        return hours.isEmpty() && partings.isEmpty();
    }
}
