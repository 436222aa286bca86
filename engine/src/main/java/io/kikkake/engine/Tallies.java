package io.kikkake.engine;

import io.kikkake.engine.condition.Facts;
import io.kikkake.engine.condition.Tallying;
import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.state.Memory;
import io.kikkake.engine.state.Tally;
import io.kikkake.engine.value.Value;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Keeps the tallies of a customer true. */
final class Tallies {

    private static final Tally.Total BEEN = new Tally.Total(BigDecimal.ONE);

    private Tallies() {}

    /** Before any condition is asked: it sees the state after the event. */
    static void hear(Draft draft, List<Tallying> listening, Input.Event event) {
        if (!listening.isEmpty()) {
            Map<Long, Tally> tallies = new HashMap<>(draft.state.memory().tallies());
            hear(draft, tallies, listening, event);
            keep(draft, tallies);
        }
    }

    static void hear(Draft draft, Map<Long, Tally> tallies, List<Tallying> listening, Input.Event event) {
        Facts facts = draft.facts(event.properties(), (Value.ObjectOf) null);
        Instant at = draft.reasonable(event.timestamp());
        for (Tallying tallying : listening) {
            @Nullable Tally tally = tallying.hear(tallies.get(tallying.id()), event.name(), facts, at);
            if (tally != null) {
                tallies.put(tallying.id(), tally);
            }
        }
    }

    /** Both pasts are one; what only one of the two has is taken as it is. */
    static void merge(Draft draft, CustomerState other) {
        Map<Long, Tally> tallies = new HashMap<>(draft.state.memory().tallies());
        Facts facts = draft.facts(null, (Value.ObjectOf) null);
        other.memory().tallies().forEach((id, theirs) -> {
            Tally mine = tallies.get(id);
            Tallying tallying = draft.active.asked().tallying(id);
            tallies.put(id, mine == null || tallying == null ? theirs : tallying.merge(mine, theirs, facts));
        });
        keep(draft, tallies);
    }

    /** Remembers that the customer was in a scenario, where that is asked and re-entry would not remember it. */
    static void leave(Draft draft, String scenario) {
        if (draft.active.asked().isAskedAbout(scenario)) {
            Map<Long, Tally> tallies = new HashMap<>(draft.state.memory().tallies());
            tallies.put(passageId(scenario), BEEN);
            keep(draft, tallies);
        }
    }

    static boolean remembers(CustomerState state, String scenario) {
        return state.memory().tallies().containsKey(passageId(scenario));
    }

    /** Half of it marks it as no hash of a tallying, so that it is not taken for one nobody asks for. */
    private static long passageId(String scenario) {
        var crc = new CRC32();
        crc.update(scenario.getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }

    private static boolean isPassage(long id) {
        return id >>> Integer.SIZE == 0;
    }

    /** A state that is written anyway is rid of what nobody asks for any more. */
    static CustomerState withoutForgotten(ScenarioSet active, CustomerState state) {
        Map<Long, Tally> tallies = state.memory().tallies();
        for (long id : tallies.keySet()) {
            if (!isPassage(id) && active.asked().tallying(id) == null) {
                var kept = new HashMap<>(tallies);
                kept.keySet()
                        .removeIf(each -> !isPassage(each) && active.asked().tallying(each) == null);
                return with(state, kept);
            }
        }
        return state;
    }

    static CustomerState with(CustomerState state, Map<Long, Tally> tallies) {
        Memory memory = state.memory();
        return memory.tallies().equals(tallies) ? state : state.withMemory(memory.withTallies(tallies));
    }

    private static void keep(Draft draft, Map<Long, Tally> tallies) {
        draft.state = with(draft.state, tallies);
    }
}
