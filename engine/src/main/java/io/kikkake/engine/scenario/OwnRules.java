package io.kikkake.engine.scenario;

import io.kikkake.engine.time.QuietHours;
import io.kikkake.engine.time.Span;
import org.jspecify.annotations.Nullable;

/**
 * What a scenario says to the guard for itself.
 *
 * @param priority among the scenarios of its exclusion group, the highest first
 * @param exclusionGroup null for none
 * @param holdout customers kept without its mail, in hundredths of a percent
 * @param sameMessageWithin in place of the project's; null where it says nothing
 * @param quiet in place of the project's quiet hours
 * @param ceiling how many people it may reach in a day before somebody is asked; null for the usual one
 */
public record OwnRules(
        int priority,
        @Nullable String exclusionGroup,
        int holdout,
        @Nullable Span sameMessageWithin,
        Quiet quiet,
        @Nullable Integer ceiling) {

    public static final OwnRules NONE = new OwnRules(0, null, 0, null, new Quiet.AsProject(), null);

    public static final int HIGHEST_PRIORITY = 1000;

    public static final int HIGHEST_CEILING = 1_000_000_000;

    public sealed interface Quiet {
        record AsProject() implements Quiet {}

        record Never() implements Quiet {}

        record Own(QuietHours hours) implements Quiet {}
    }

    /** The quiet hours that hold for the scenario. */
    public @Nullable QuietHours quietHours(GuardRules rules) {
        return switch (quiet) {
            case Quiet.AsProject() -> rules.quietHours();
            case Quiet.Never() -> null;
            case Quiet.Own(var hours) -> hours;
        };
    }
}
