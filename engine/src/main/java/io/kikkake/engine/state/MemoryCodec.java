package io.kikkake.engine.state;

import io.kikkake.engine.state.Memory.Contact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes a memory as its parts that are not empty, each with its tag before it. */
final class MemoryCodec {

    private static final int TIMERS = 1;
    private static final int INSIDE = 2;
    private static final int CONTACTS = 3;
    private static final int BOUNCED = 40;
    private static final int COMPLAINED = 41;
    private static final int DEFERRED = 42;
    private static final int TALLIES = 4;
    private static final int STEPS = 6;
    private static final int PAST = 5;
    private static final int END = 0;

    private MemoryCodec() {}

    static void write(ByteWriter out, Memory memory) {
        moments(out, TIMERS, memory.timers());
        moments(out, INSIDE, memory.inside());
        contacts(out, memory.contacts());
        guarded(out, memory.guarded());
        if (!memory.tallies().isEmpty()) {
            out.raw(TALLIES);
            TallyCodec.write(out, memory.tallies());
        }
        if (!memory.steps().equals(StepMemory.NONE)) {
            out.raw(STEPS);
            StepMemoryCodec.write(out, memory.steps());
        }
        if (!memory.past().isEmpty()) {
            out.raw(PAST);
            PastCodec.write(out, memory.past());
        }
        out.raw(END);
    }

    static Memory read(ByteReader in) {
        Memory memory = Memory.NONE;
        for (int tag = in.raw(); tag != END; tag = in.raw()) {
            memory = switch (tag) {
                case TIMERS -> memory.withTimers(moments(in));
                case INSIDE -> memory.withInside(moments(in));
                case CONTACTS -> memory.withContacts(contacts(in));
                case BOUNCED -> memory.withGuarded(memory.guarded().withBounced(moments(in)));
                case COMPLAINED -> memory.withGuarded(memory.guarded().withComplained(in.instant()));
                case DEFERRED -> memory.withGuarded(memory.guarded().withDeferred(moments(in)));
                case TALLIES -> memory.withTallies(TallyCodec.read(in));
                case STEPS -> memory.withSteps(StepMemoryCodec.read(in));
                case PAST -> memory.withPast(PastCodec.read(in));
                default -> throw new IllegalArgumentException("Customer state remembers things of kind " + tag);
            };
        }
        return memory;
    }

    private static void guarded(ByteWriter out, Memory.Guarded guarded) {
        moments(out, BOUNCED, guarded.bounced());
        Instant complained = guarded.complained();
        if (complained != null) {
            out.raw(COMPLAINED);
            out.instant(complained);
        }
        moments(out, DEFERRED, guarded.deferred());
    }

    private static void moments(ByteWriter out, int tag, Map<String, Instant> moments) {
        if (moments.isEmpty()) {
            return;
        }
        out.raw(tag);
        out.unsigned(moments.size());
        new TreeMap<>(moments).forEach((name, moment) -> {
            out.text(name);
            out.instant(moment);
        });
    }

    private static Map<String, Instant> moments(ByteReader in) {
        int size = in.count();
        var moments = new HashMap<String, Instant>();
        for (int i = 0; i < size; i++) {
            moments.put(in.text(), in.instant());
        }
        return moments;
    }

    private static void contacts(ByteWriter out, List<Contact> contacts) {
        if (contacts.isEmpty()) {
            return;
        }
        out.raw(CONTACTS);
        out.unsigned(contacts.size());
        for (Contact contact : contacts) {
            out.instant(contact.at());
            out.text(contact.topic());
            out.text(contact.scenario());
            out.text(contact.message());
        }
    }

    private static List<Contact> contacts(ByteReader in) {
        int size = in.count();
        var contacts = new ArrayList<Contact>(size);
        for (int i = 0; i < size; i++) {
            contacts.add(new Contact(in.instant(), in.text(), in.text(), in.text()));
        }
        return contacts;
    }
}
