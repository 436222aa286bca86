package io.kikkake.bench;

import io.kikkake.bench.figure.Figures;

/** One bench, with its options already read. */
interface Measurement {

    /** Drives the server and adds what it measured. */
    void measure(Rig rig, Figures figures) throws Exception;
}
