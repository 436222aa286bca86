package io.kikkake.engine;

import io.kikkake.engine.condition.Tallying;
import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.state.Tally;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes tallies of what happened before anybody asked for them, and decides nothing. */
public final class Seeding {

    private Seeding() {}

    /** Ids of all tallies that conditions ask for. */
    public static Set<Long> asked(ScenarioSet active) {
        return active.asked().tallyings().stream().map(Tallying::id).collect(Collectors.toUnmodifiableSet());
    }

    /** Names of the events the tallies are made of. */
    public static Set<String> events(ScenarioSet active, Collection<Long> tallies) {
        return of(active, tallies).stream()
                .flatMap(tallying -> tallying.events().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The state with the tallies as they are after these events, whatever they were before. What a condition in a
     * {@code where} asks of the customer is answered from the attributes of now, for those of then are not kept.
     *
     * @param tallies ids of those to make; any other stays as it is
     * @param events the customer's, all of those that {@link #events} names, in the order in which they came in
     */
    public static CustomerState of(
            ScenarioSet active,
            CustomerState state,
            Collection<Long> tallies,
            Iterable<Input.Event> events,
            Instant now) {
        List<Tallying> asked = of(active, tallies);
        Map<Long, Tally> made = new HashMap<>(state.memory().tallies());
        made.keySet().removeAll(tallies);
        var draft = new Draft(active, state, now);
        for (Input.Event event : events) {
            Tallies.hear(draft, made, asked, event);
        }
        return Tallies.with(state, made);
    }

    private static List<Tallying> of(ScenarioSet active, Collection<Long> tallies) {
        return active.asked().tallyings().stream()
                .filter(tallying -> tallies.contains(tallying.id()))
                .toList();
    }
}
