package io.kikkake.engine.state;

import io.kikkake.engine.state.Memory.Contact;
import io.kikkake.engine.state.Memory.Guarded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes a memory as its parts that are not empty; which they are stands elsewhere. */
final class MemoryCodec {

    private static final int CONTACTS = 1;
    private static final int TALLIES = 2;
    private static final int TIMERS = 4;
    private static final int INSIDE = 8;
    private static final int BOUNCED = 16;
    private static final int COMPLAINED = 32;
    private static final int DEFERRED = 64;
    private static final int STEPS = 128;
    private static final int PAST = 256;
    private static final int PART_BITS = 9;

    /** Of what is kept for a run: a run that is not under way any more is named, others have their number after this. */
    private static final int NO_RUN = 0;

    private MemoryCodec() {}

    static long parts(Memory memory) {
        Guarded guarded = memory.guarded();
        return (memory.contacts().isEmpty() ? 0 : CONTACTS)
                | (memory.tallies().isEmpty() ? 0 : TALLIES)
                | (memory.timers().isEmpty() ? 0 : TIMERS)
                | (memory.inside().isEmpty() ? 0 : INSIDE)
                | (guarded.bounced().isEmpty() ? 0 : BOUNCED)
                | (guarded.complained() == null ? 0 : COMPLAINED)
                | (guarded.deferred().isEmpty() ? 0 : DEFERRED)
                | (memory.steps().isEmpty() ? 0 : STEPS)
                | (memory.past().isEmpty() ? 0 : PAST);
    }

    static void write(ByteWriter out, Memory memory, List<Run> runs) {
        contacts(out, memory.contacts());
        if (!memory.tallies().isEmpty()) {
            TallyCodec.write(out, memory.tallies());
        }
        moments(out, memory.timers());
        moments(out, memory.inside());
        moments(out, memory.guarded().bounced());
        Instant complained = memory.guarded().complained();
        if (complained != null) {
            out.instant(complained);
        }
        deferred(out, memory.guarded().deferred(), runs);
        if (!memory.steps().isEmpty()) {
            StepMemoryCodec.write(out, memory.steps());
        }
        if (!memory.past().isEmpty()) {
            PastCodec.write(out, memory.past());
        }
    }

    /** @throws IllegalArgumentException if there are parts that this version does not know */
    static Memory read(StateReader in, long parts, List<Run> runs) {
        if (parts >>> PART_BITS != 0) {
            throw new IllegalArgumentException("Customer state remembers things of kind " + parts);
        }
        if (parts == 0) {
            return Memory.NONE;
        }
        List<Contact> contacts = (parts & CONTACTS) != 0 ? contacts(in) : List.of();
        Map<Long, Tally> tallies = (parts & TALLIES) != 0 ? TallyCodec.read(in) : Map.of();
        Map<String, Instant> timers = (parts & TIMERS) != 0 ? moments(in) : Map.of();
        Map<String, Instant> inside = (parts & INSIDE) != 0 ? moments(in) : Map.of();
        Map<String, Instant> bounced = (parts & BOUNCED) != 0 ? moments(in) : Map.of();
        @Nullable Instant complained = (parts & COMPLAINED) != 0 ? in.instant() : null;
        Map<String, Instant> deferred = (parts & DEFERRED) != 0 ? deferred(in, runs) : Map.of();
        StepMemory steps = (parts & STEPS) != 0 ? StepMemoryCodec.read(in) : StepMemory.NONE;
        Past past = (parts & PAST) != 0 ? PastCodec.read(in) : Past.NONE;
        var guarded = new Guarded(bounced, complained, deferred);
        return new Memory(timers, inside, contacts, guarded, tallies, steps, past);
    }

    private static void moments(ByteWriter out, Map<String, Instant> moments) {
        if (!moments.isEmpty()) {
            writeMoments(out, moments);
        }
    }

    /** By name, also none. */
    static void writeMoments(ByteWriter out, Map<String, Instant> moments) {
        out.unsigned(moments.size());
        for (String name : sorted(moments)) {
            out.text(name);
            out.instant(Objects.requireNonNull(moments.get(name)));
        }
    }

    static Map<String, Instant> moments(StateReader in) {
        int size = in.count();
        var moments = new HashMap<String, Instant>();
        for (int i = 0; i < size; i++) {
            moments.put(in.text(), in.instant());
        }
        return moments;
    }

    static String[] sorted(Map<String, ?> map) {
        String[] names = map.keySet().toArray(new String[0]);
        Arrays.sort(names);
        return names;
    }

    private static void deferred(ByteWriter out, Map<String, Instant> deferred, List<Run> runs) {
        if (deferred.isEmpty()) {
            return;
        }
        out.unsigned(deferred.size());
        for (String id : sorted(deferred)) {
            int run = runs.size();
            while (run > 0 && !runs.get(run - 1).id().equals(id)) {
                run--;
            }
            out.unsigned(run);
            if (run == NO_RUN) {
                out.text(id);
            }
            out.instant(Objects.requireNonNull(deferred.get(id)));
        }
    }

    private static Map<String, Instant> deferred(StateReader in, List<Run> runs) {
        int size = in.count();
        var deferred = new HashMap<String, Instant>();
        for (int i = 0; i < size; i++) {
            int run = in.number();
            if (run > runs.size()) {
                throw new IllegalArgumentException("Customer state puts off run " + run + " of " + runs.size());
            }
            deferred.put(run == NO_RUN ? in.text() : runs.get(run - 1).id(), in.instant());
        }
        return deferred;
    }

    private static void contacts(ByteWriter out, List<Contact> contacts) {
        if (contacts.isEmpty()) {
            return;
        }
        out.unsigned(contacts.size());
        for (Contact contact : contacts) {
            out.instant(contact.at());
            out.text(contact.topic());
            out.text(contact.scenario());
            out.text(contact.message());
        }
    }

    private static List<Contact> contacts(StateReader in) {
        int size = in.count();
        var contacts = new ArrayList<Contact>(size);
        for (int i = 0; i < size; i++) {
            contacts.add(new Contact(in.instant(), in.text(), in.text(), in.text()));
        }
        return contacts;
    }
}
