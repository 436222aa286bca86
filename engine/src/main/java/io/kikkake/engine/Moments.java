package io.kikkake.engine;

import io.kikkake.engine.state.Memory;
import java.time.Instant;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/** Moments that triggers remember, by name. */
final class Moments {

    private Moments() {}

    static @Nullable Instant of(Draft draft, String name) {
        return draft.state.memory().past().moments().get(name);
    }

    static void note(Draft draft, String name, Instant moment) {
        Memory memory = draft.state.memory();
        var moments = new HashMap<>(memory.past().moments());
        if (!moment.equals(moments.put(name, moment))) {
            draft.state = draft.state.withMemory(memory.withPast(memory.past().withMoments(moments)));
        }
    }

    /** Marks that the customer is among those meant. */
    static void inside(Draft draft, String name, boolean is) {
        Memory memory = draft.state.memory();
        if (memory.inside().containsKey(name) == is) {
            return;
        }
        var inside = new HashMap<>(memory.inside());
        if (is) {
            inside.put(name, draft.now);
        } else {
            inside.remove(name);
        }
        draft.state = draft.state.withMemory(memory.withInside(inside));
    }

    static boolean isInside(Draft draft, String name) {
        return draft.state.memory().inside().containsKey(name);
    }
}
