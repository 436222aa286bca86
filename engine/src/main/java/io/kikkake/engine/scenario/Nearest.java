package io.kikkake.engine.scenario;

import java.util.Collection;
import java.util.Optional;

/** Finds what was probably meant, for those who check documents after they were read. */
public final class Nearest {

    private Nearest() {}

    /** The candidate that differs in a few letters, or begins like what was written. */
    public static Optional<String> of(String written, Collection<String> candidates) {
        return Problems.nearest(written, candidates);
    }
}
