package io.kikkake.engine.state;

import io.kikkake.engine.state.StepMemory.Parting;
import java.util.ArrayList;

/** Writes what steps remember: the hours, then the partings. */
final class StepMemoryCodec {

    private StepMemoryCodec() {}

    static void write(ByteWriter out, StepMemory memory) {
        out.unsigned(memory.hours().size());
        memory.hours().forEach(out::unsigned);
        out.unsigned(memory.partings().size());
        memory.partings().forEach(parting -> {
            RunCodec.write(out, parting.run());
            out.instant(parting.at());
        });
    }

    static StepMemory read(StateReader in) {
        int hours = in.count();
        var counts = new ArrayList<Integer>();
        for (int i = 0; i < hours; i++) {
            counts.add(in.number());
        }
        int size = in.count();
        var partings = new ArrayList<Parting>();
        for (int i = 0; i < size; i++) {
            partings.add(new Parting(RunCodec.read(in), in.instant()));
        }
        return new StepMemory(counts, partings);
    }
}
