package io.kikkake.engine;

import io.kikkake.engine.Effect.What;
import io.kikkake.engine.scenario.EventPattern;
import io.kikkake.engine.scenario.Reentry.AfterExit;
import io.kikkake.engine.state.CustomerState.Passage;
import io.kikkake.engine.state.Run;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an event, or another cause, does to a scenario it may enter. */
final class Entry {

    private final Draft draft;
    private final Plan plan;
    private final Cause cause;
    private final @Nullable String key;
    private final Instant at;

    private Entry(Draft draft, Plan plan, Cause cause, @Nullable String key) {
        this.draft = draft;
        this.plan = plan;
        this.cause = cause;
        this.key = key;
        this.at = cause.at();
    }

    static void consider(Draft draft, Plan plan, Input.Event event) {
        EventPattern trigger = plan.trigger();
        if (trigger != null && trigger.where().holds(draft.facts(event.properties(), event.properties()))) {
            enter(draft, plan, Cause.of(draft, event));
        }
    }

    /** Whatever the cause, key and re-entry decide. */
    static void enter(Draft draft, Plan plan, Cause cause) {
        String path = plan.scenario().key();
        Optional<String> key =
                path == null ? Optional.empty() : Keys.of(cause.properties().at(path));
        var entry = new Entry(draft, plan, cause, key.orElse(null));
        if (path != null && key.isEmpty()) {
            entry.ignore(entry.newRun(), Reason.NO_KEY);
        } else {
            entry.decide();
        }
    }

    /** Nothing starts, and the timeline says why. */
    static void ignore(Draft draft, Plan plan, Cause cause, Reason reason) {
        var entry = new Entry(draft, plan, cause, null);
        entry.ignore(entry.newRun(), reason);
    }

    private void decide() {
        Run fresh = newRun();
        Passage passage = fresh.passage();
        Optional<Run> running = draft.running(passage);
        if (running.isPresent()) {
            again(running.get(), fresh, passage);
            return;
        }
        Reason refusal = refusal(passage);
        if (refusal == null) {
            enter(fresh);
        } else {
            ignore(fresh, refusal);
        }
    }

    private void again(Run running, Run fresh, Passage passage) {
        if (running.id().equals(fresh.id())) {
            // The very event that started the run, given twice.
            return;
        }
        var whileActive = plan.scenario().reentry().active();
        Reason refusal = reachedSince(passage)
                ? Reason.REACHED_SINCE
                : at.isBefore(running.entryAt()) ? Reason.OLDER_THAN_RUN : null;
        switch (whileActive) {
            case IGNORE -> ignore(running, Reason.ALREADY_RUNNING);
            case RESTART -> {
                if (refusal == null) {
                    draft.breakOff(running, What.RESTARTED, Reason.RESTARTED.code());
                    enter(fresh);
                } else {
                    ignore(running, refusal);
                }
            }
            case REFRESH -> {
                if (refusal == null) {
                    draft.keep(running.refreshed(fresh.entry(), at));
                    draft.trace(running, running.step(), What.REFRESHED, null, null);
                } else {
                    ignore(running, refusal);
                }
            }
        }
    }

    private @Nullable Reason refusal(Passage passage) {
        if (reachedSince(passage)) {
            return Reason.REACHED_SINCE;
        }
        Instant left = draft.state.left().get(passage);
        if (left == null) {
            return null;
        }
        return switch (plan.scenario().reentry().afterExit()) {
            case AfterExit.Always() -> null;
            case AfterExit.Never() -> Reason.ENTERED_BEFORE;
            case AfterExit.After(var span) -> at.isBefore(span.after(left, draft.zone())) ? Reason.TOO_SOON : null;
        };
    }

    /** Events overtake each other on their way: the order may be here before the cart it was made from. */
    private boolean reachedSince(Passage passage) {
        return isBeforeReached(passage) || isBeforeReached(new Passage(passage.scenario(), null));
    }

    private boolean isBeforeReached(Passage passage) {
        Instant reached = draft.state.reached().get(passage);
        return reached != null && at.isBefore(reached);
    }

    private void enter(Run fresh) {
        String by = cause.by();
        draft.trace(fresh, null, What.ENTERED, by == null ? null : Reason.BY_HAND.code(by), null);
        new Walk(draft, plan, cause.properties(), null, at).to(fresh, plan.firstStep());
    }

    private void ignore(Run run, Reason reason) {
        draft.trace(run, null, What.IGNORED, reason.code(), null);
    }

    private Run newRun() {
        String scenario = plan.scenario().id();
        String id = cause.runId(scenario, draft.state.id(), key);
        return new Run(
                id, scenario, plan.version(), key, Bounds.within(cause.properties()), at, plan.firstStep(), 0, null);
    }
}
