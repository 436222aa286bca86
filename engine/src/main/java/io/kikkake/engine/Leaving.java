package io.kikkake.engine;

import io.kikkake.engine.scenario.Reentry.AfterExit;
import io.kikkake.engine.state.CustomerState.Passage;
import io.kikkake.engine.state.Run;
import io.kikkake.engine.time.Span;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** What is remembered of runs that have ended: no more than re-entry will ask. */
final class Leaving {

    /** Passages kept, the newest: a scenario that lets each key in once needs as many. */
    static final int MOST = 1024;

    private Leaving() {}

    /** The customer's {@code left} once the run has ended. */
    static Map<Passage, Instant> of(Draft draft, Run run) {
        Map<Passage, Instant> left = draft.state.left();
        Plan plan = draft.active.current(run.scenario());
        AfterExit rule =
                plan == null ? new AfterExit.Never() : plan.scenario().reentry().afterExit();
        return switch (rule) {
            // Without a key one moment is kept, should a later version of the scenario ask for it.
            case AfterExit.Always() -> run.key() == null ? with(left, run, draft.now) : left;
            case AfterExit.Never() -> with(left, run, draft.now);
            case AfterExit.After(var span) -> with(withoutForgotten(draft, run.scenario(), span), run, draft.now);
        };
    }

    private static Map<Passage, Instant> with(Map<Passage, Instant> left, Run run, Instant now) {
        return Newest.with(left, run.passage(), now, MOST);
    }

    private static Map<Passage, Instant> withoutForgotten(Draft draft, String scenario, Span span) {
        var kept = new HashMap<>(draft.state.left());
        kept.entrySet()
                .removeIf(passage -> passage.getKey().scenario().equals(scenario)
                        && !span.after(passage.getValue(), draft.zone()).isAfter(draft.now));
        return kept;
    }
}
