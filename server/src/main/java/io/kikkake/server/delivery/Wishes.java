package io.kikkake.server.delivery;

import io.kikkake.engine.value.Value;

/** What delivery asks just before a message leaves, for it decides nothing itself. */
public interface Wishes {

    /**
     * A message that was decided.
     *
     * @param entry properties of the event that entered the run
     * @param outputs what the run's steps had brought
     */
    record Wish(
            long customer,
            String scenario,
            int version,
            String run,
            String step,
            Value.ObjectOf entry,
            Value.ObjectOf outputs) {}

    /** Whether what its step demands of a message that leaves still holds. */
    boolean stillWanted(Wish wish);
}
