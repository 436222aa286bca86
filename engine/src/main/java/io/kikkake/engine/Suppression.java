package io.kikkake.engine;

import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.state.Memory;
import io.kikkake.engine.state.Memory.Guarded;
import io.kikkake.engine.value.Value;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who must not be written to, whatever they consented to: addresses that bounced, and people who complained. */
public final class Suppression {

    /** Addresses remembered of one customer: the newest. */
    private static final int MOST_ADDRESSES = 8;

    private Suppression() {}

    /**
     * Where the feedback event forbids further mail.
     *
     * @return the address in lower case; null where the event forbids none or nobody knows it
     */
    public static @Nullable String address(Input.Event event, Value.ObjectOf attributes) {
        boolean forbids = event.name().equals(Feedback.COMPLAINED)
                || event.name().equals(Feedback.SUPPRESSED)
                || (event.name().equals(Feedback.BOUNCED)
                        && Value.of(true).equals(event.properties().fields().get("hard")));
        if (!forbids) {
            return null;
        }
        String told = text(event.properties().fields().get("address"));
        return told == null ? address(attributes) : told;
    }

    /**
     * Where alone something may be sent again after the event {@link Feedback#LIFTED}.
     *
     * @return the address in lower case; null: everywhere
     */
    public static @Nullable String liftedOnly(Input.Event event) {
        return text(event.properties().fields().get("address"));
    }

    /** The customer's address in lower case; null where there is none. */
    static @Nullable String address(Value.ObjectOf attributes) {
        return text(attributes.fields().get("email"));
    }

    private static @Nullable String text(@Nullable Value value) {
        return value instanceof Value.Text(var text) && !text.isBlank()
                ? text.strip().toLowerCase(Locale.ROOT)
                : null;
    }

    static void hear(Draft draft, Input.Event event) {
        Instant at = draft.reasonable(event.timestamp());
        Guarded known = draft.state.memory().guarded();
        String address = address(event, draft.state.attributes());
        switch (event.name()) {
            case Feedback.BOUNCED, Feedback.SUPPRESSED -> {
                if (address != null) {
                    remember(draft, known.withBounced(latest(known.bounced(), Map.of(address, at))));
                }
            }
            case Feedback.COMPLAINED -> remember(draft, known.withComplained(later(known.complained(), at)));
            case Feedback.LIFTED -> {
                var bounced = new HashMap<>(known.bounced());
                String only = liftedOnly(event);
                bounced.entrySet()
                        .removeIf(entry ->
                                !entry.getValue().isAfter(at) && (only == null || only.equals(entry.getKey())));
                if (only != null) {
                    remember(draft, known.withBounced(bounced));
                    return;
                }
                Instant complained = known.complained();
                remember(
                        draft,
                        known.withBounced(bounced)
                                .withComplained(complained != null && complained.isAfter(at) ? complained : null));
            }
            default -> {}
        }
    }

    /** What one side of a merge knew holds for both. */
    static void unite(Draft draft, CustomerState other) {
        Guarded mine = draft.state.memory().guarded();
        Guarded theirs = other.memory().guarded();
        var deferred = new HashMap<>(theirs.deferred());
        deferred.putAll(mine.deferred());
        deferred.keySet()
                .removeIf(id ->
                        draft.state.runs().stream().noneMatch(run -> run.id().equals(id)));
        remember(
                draft,
                new Guarded(
                        latest(mine.bounced(), theirs.bounced()),
                        later(mine.complained(), theirs.complained()),
                        deferred));
    }

    static void remember(Draft draft, Guarded guarded) {
        Memory memory = draft.state.memory();
        if (!guarded.equals(memory.guarded())) {
            draft.state = draft.state.withMemory(memory.withGuarded(guarded));
        }
    }

    private static Map<String, Instant> latest(Map<String, Instant> one, Map<String, Instant> another) {
        var all = new HashMap<>(one);
        another.forEach((address, at) -> all.merge(address, at, (a, b) -> a.isBefore(b) ? b : a));
        while (all.size() > MOST_ADDRESSES) {
            all.entrySet().stream()
                    .min(Map.Entry.<String, Instant>comparingByValue()
                            .thenComparing(Map.Entry.comparingByKey(Comparator.<String>naturalOrder())))
                    .ifPresent(oldest -> all.remove(oldest.getKey()));
        }
        return all;
    }

    private static @Nullable Instant later(@Nullable Instant a, @Nullable Instant b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.isBefore(b) ? b : a;
    }
}
