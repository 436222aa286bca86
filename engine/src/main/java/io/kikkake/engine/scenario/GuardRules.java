package io.kikkake.engine.scenario;

import io.kikkake.engine.time.QuietHours;
import io.kikkake.engine.time.Span;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the guard asks of every scenario of a project. All but holdouts of a scenario's own and its exclusion group leave
 * transactional topics alone.
 *
 * @param sameMessageWithin how long a customer is not sent the same message again; null for no such rule
 * @param holdout customers kept without any mail, in hundredths of a percent
 * @param exclusionGroups by name; one that is not here has no {@code within}
 */
public record GuardRules(
        List<Cap> caps,
        @Nullable Span sameMessageWithin,
        @Nullable QuietHours quietHours,
        int holdout,
        Map<String, Group> exclusionGroups) {

    public static final GuardRules NONE = new GuardRules(List.of(), null, null, 0, Map.of());

    /** How many caps there may be. */
    public static final int MOST_CAPS = 20;

    /** The greatest number a cap may name. */
    public static final int HIGHEST_CAP = 100;

    /**
     * No more than so many messages in so long a time, whenever it begins. Days are 24 hours here.
     *
     * @param topic null for all but transactional ones together
     */
    public record Cap(int most, Span per, @Nullable String topic) {}

    /**
     * Scenarios of which the most important goes first.
     *
     * @param within how long after a message of a more important one the others stay silent; null: only while it runs
     */
    public record Group(@Nullable Span within) {}

    public GuardRules {
        caps = List.copyOf(caps);
        exclusionGroups = Map.copyOf(exclusionGroups);
    }
}
