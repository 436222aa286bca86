package io.kikkake.server.ingest;

/** Which part of the event log a customer's events go to. The parts are decided independently of each other. */
public final class Shards {

    /** Stored with every event: may not change once a database has events. */
    public static final int COUNT = 4;

    private Shards() {}

    public static int of(long customer) {
        return (int) Math.floorMod(customer, (long) COUNT);
    }
}
