package io.kikkake.server.delivery;

/** What delivery asks just before a message leaves, for it decides nothing itself. */
public interface Wishes {

    /**
     * A message that was decided.
     *
     * @param entry properties of the event that entered the run, in JSON
     * @param outputs what the run's steps had brought, in JSON
     */
    record Wish(long customer, String scenario, int version, String run, String step, String entry, String outputs) {}

    /** Whether what its step demands of a message that leaves still holds. */
    boolean stillWanted(Wish wish);
}
