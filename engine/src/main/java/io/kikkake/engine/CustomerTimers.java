package io.kikkake.engine;

import io.kikkake.engine.scenario.Trigger;
import io.kikkake.engine.state.Memory;
import java.time.Instant;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/**
 * The timers of a customer that move no run by themselves. Their names are a kind and a scenario, {@code date:birthday-mail}, or
 * a run's id.
 */
final class CustomerTimers {

    static final String DATE = "date:";
    static final String SEGMENT = "segment:";
    static final String SILENCE = "inactive:";
    static final String TREND = "trend:";

    /** Before the id of a run that waits for something which may come true by time alone. */
    static final String WAIT = "wait:";

    private CustomerTimers() {}

    /** @param due null: none is wanted any more */
    static void set(Draft draft, String name, @Nullable Instant due) {
        Memory memory = draft.state.memory();
        Instant former = memory.timers().get(name);
        if (due == null ? former == null : due.equals(former)) {
            return;
        }
        var timers = new HashMap<>(memory.timers());
        if (due == null) {
            timers.remove(name);
        } else {
            timers.put(name, due);
        }
        draft.state = draft.state.withMemory(memory.withTimers(timers));
    }

    static @Nullable Instant of(Draft draft, String name) {
        return draft.state.memory().timers().get(name);
    }

    /** One that is not set for this moment changes nothing. */
    static void due(Draft draft, Input.CustomerTimerDue timer) {
        if (!timer.due().equals(of(draft, timer.name()))) {
            return;
        }
        set(draft, timer.name(), null);
        int colon = timer.name().indexOf(':') + 1;
        Plan plan = draft.active.current(timer.name().substring(colon));
        if (plan == null) {
            return;
        }
        switch (plan.scenario().trigger()) {
            case Trigger.OnDate date
            when timer.name().startsWith(DATE) -> new Dates(draft, plan, date).due(timer.due());
            case Trigger.OnSegment segment
            when timer.name().startsWith(SEGMENT) -> new Crossings(draft, plan, segment).due(timer.due());
            case Trigger.OnSilence silence
            when timer.name().startsWith(SILENCE) -> new Silences(draft, plan, silence).due(timer.due());
            case Trigger.OnTrend trend when timer.name().startsWith(TREND) -> new Trends(draft, plan, trend).due();
            default -> {
                // set under an earlier version of the scenario, which had another trigger
            }
        }
    }
}
