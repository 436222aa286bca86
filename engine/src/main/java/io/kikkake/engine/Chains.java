package io.kikkake.engine;

import io.kikkake.engine.Effect.What;
import io.kikkake.engine.scenario.Trigger;
import io.kikkake.engine.state.Run;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts runs of scenarios that follow others. */
final class Chains {

    /** In one decision: scenarios that follow each other in a circle without a wait must come to an end. */
    private static final int MOST = 32;

    private record Departure(Run run, What what) {}

    private final ScenarioSet active;
    private final List<Departure> departures = new ArrayList<>();
    private int followed;

    Chains(ScenarioSet active) {
        this.active = active;
    }

    /** Notes an end as it is traced; runs that end because their scenario does are followed by nothing. */
    void note(Run run, What what, @Nullable String detail) {
        if (active.following().isEmpty()) {
            return;
        }
        boolean ended = what == What.GOAL || what == What.EXITED || what == What.ENDED;
        if (ended
                && !Reason.ARCHIVED.code().equals(detail)
                && !Reason.VERSION_GONE.code().equals(detail)) {
            departures.add(new Departure(run, what));
        }
    }

    void follow(Draft draft) {
        while (!departures.isEmpty()) {
            Departure departure = departures.removeFirst();
            for (Plan plan : active.following()) {
                if (plan.scenario().trigger() instanceof Trigger.OnScenario after && isMeant(after, departure)) {
                    follow(draft, plan, departure.run());
                }
            }
        }
    }

    private void follow(Draft draft, Plan plan, Run run) {
        Cause cause = Cause.named("scenario@" + run.id(), run.entry(), draft.now);
        if (++followed > MOST) {
            Entry.ignore(draft, plan, cause, Reason.ENDLESS_CHAIN);
        } else {
            Entry.enter(draft, plan, cause);
        }
    }

    private static boolean isMeant(Trigger.OnScenario trigger, Departure departure) {
        return trigger.scenario().equals(departure.run().scenario())
                && switch (trigger.ending()) {
                    case ANY -> true;
                    case GOAL -> departure.what() == What.GOAL;
                    case EXITED -> departure.what() == What.EXITED;
                    case ENDED -> departure.what() == What.ENDED;
                };
    }
}
