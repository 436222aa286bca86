package io.kikkake.engine.state;

import io.kikkake.engine.state.Memory.Contact;
import io.kikkake.engine.state.StepMemory.Parting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** Reads a memory as format 2 has it: the parts that are not empty, each with its tag before it. */
final class EarlierMemoryCodec {

    private static final int END = 0;
    private static final int TIMERS = 1;
    private static final int INSIDE = 2;
    private static final int CONTACTS = 3;
    private static final int TALLIES = 4;
    private static final int PAST = 5;
    private static final int STEPS = 6;
    private static final int BOUNCED = 40;
    private static final int COMPLAINED = 41;
    private static final int DEFERRED = 42;

    private EarlierMemoryCodec() {}

    static Memory read(EarlierReader in) {
        Memory memory = Memory.NONE;
        for (int tag = in.raw(); tag != END; tag = in.raw()) {
            memory = switch (tag) {
                case TIMERS -> memory.withTimers(moments(in));
                case INSIDE -> memory.withInside(moments(in));
                case CONTACTS -> memory.withContacts(contacts(in));
                case BOUNCED -> memory.withGuarded(memory.guarded().withBounced(moments(in)));
                case COMPLAINED -> memory.withGuarded(memory.guarded().withComplained(in.instant()));
                case DEFERRED -> memory.withGuarded(memory.guarded().withDeferred(moments(in)));
                case TALLIES -> memory.withTallies(EarlierTallyCodec.read(in));
                case STEPS -> memory.withSteps(steps(in));
                case PAST -> memory.withPast(past(in));
                default -> throw new IllegalArgumentException("Customer state remembers things of kind " + tag);
            };
        }
        return memory;
    }

    private static Map<String, Instant> moments(EarlierReader in) {
        int size = in.count();
        var moments = new HashMap<String, Instant>();
        for (int i = 0; i < size; i++) {
            moments.put(in.text(), in.instant());
        }
        return moments;
    }

    private static List<Contact> contacts(EarlierReader in) {
        int size = in.count();
        var contacts = new ArrayList<Contact>(size);
        for (int i = 0; i < size; i++) {
            contacts.add(new Contact(in.instant(), in.text(), in.text(), in.text()));
        }
        return contacts;
    }

    private static StepMemory steps(EarlierReader in) {
        int hours = in.count();
        var counts = new ArrayList<Integer>();
        for (int i = 0; i < hours; i++) {
            counts.add(in.number());
        }
        int size = in.count();
        var partings = new ArrayList<Parting>();
        for (int i = 0; i < size; i++) {
            partings.add(new Parting(EarlierCodec.readRun(in), in.instant()));
        }
        return new StepMemory(counts, partings);
    }

    private static Past past(EarlierReader in) {
        Map<String, Instant> moments = moments(in);
        var days = new HashMap<String, SortedMap<Integer, Integer>>();
        for (int left = in.count(); left > 0; left--) {
            days.put(in.text(), PastCodec.counts(in));
        }
        return new Past(moments, Map.copyOf(days));
    }
}
