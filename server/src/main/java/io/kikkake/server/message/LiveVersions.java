package io.kikkake.server.message;

/** Knows whether a scenario's version may still send. */
public interface LiveVersions {

    /** Whether somebody may enter it or is in it; true also for one that is being published just now. */
    boolean isLive(String scenario, int version);
}
