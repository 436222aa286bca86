package io.kikkake.server.scenario;

import java.util.Map;

/**
 * Runs of older versions are to go over to the version; told in the transaction that publishes it.
 *
 * @param steps by old step the new
 */
public record RunsMove(String scenario, int version, Map<String, String> steps) {
    public RunsMove {
        steps = Map.copyOf(steps);
    }
}
