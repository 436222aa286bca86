package io.kikkake.server.platform;

/** Whether this process is the one that writes to the database. */
@FunctionalInterface
public interface RightToWrite {

    /** As far as is known here and now: what nobody can take back, such as sending, must not be done without it. */
    boolean held();
}
