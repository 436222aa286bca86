package io.kikkake.engine;

import io.kikkake.engine.Effect.What;
import io.kikkake.engine.condition.Facts;
import io.kikkake.engine.scenario.EventPattern;
import io.kikkake.engine.scenario.Reentry.AfterExit;
import io.kikkake.engine.state.CustomerState.Passage;
import io.kikkake.engine.state.Run;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an event does to a scenario it may enter. */
final class Entry {

    private final Draft draft;
    private final Plan plan;
    private final Input.Event event;
    private final @Nullable String key;
    private final Instant at;

    private Entry(Draft draft, Plan plan, Input.Event event, @Nullable String key) {
        this.draft = draft;
        this.plan = plan;
        this.event = event;
        this.key = key;
        this.at = draft.reasonable(event.timestamp());
    }

    static void consider(Draft draft, Plan plan, Input.Event event) {
        EventPattern trigger = plan.trigger();
        Facts facts = draft.facts(event.properties(), event.properties());
        if (!trigger.where().holds(facts)) {
            return;
        }
        String path = plan.scenario().key();
        Optional<String> key =
                path == null ? Optional.empty() : Keys.of(event.properties().at(path));
        var entry = new Entry(draft, plan, event, key.orElse(null));
        if (path != null && key.isEmpty()) {
            entry.ignore(entry.newRun(), Reason.NO_KEY);
        } else {
            entry.decide();
        }
    }

    private void decide() {
        Run fresh = newRun();
        Optional<Run> running = draft.running(fresh.passage());
        if (running.isPresent()) {
            again(running.get(), fresh);
            return;
        }
        Reason refusal = refusal(fresh.passage());
        if (refusal == null) {
            enter(fresh);
        } else {
            ignore(fresh, refusal);
        }
    }

    private void again(Run running, Run fresh) {
        if (running.id().equals(fresh.id())) {
            // The very event that started the run, given twice.
            return;
        }
        var whileActive = plan.scenario().reentry().active();
        Reason refusal = reachedSince(fresh.passage())
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
        draft.trace(fresh, null, What.ENTERED, null, null);
        new Walk(draft, plan, event.properties(), null, at).to(fresh, plan.firstStep());
    }

    private void ignore(Run run, Reason reason) {
        draft.trace(run, null, What.IGNORED, reason.code(), null);
    }

    private Run newRun() {
        String scenario = plan.scenario().id();
        String id = Ids.run(scenario, draft.state.id(), key, event.id());
        return new Run(
                id, scenario, plan.version(), key, Bounds.within(event.properties()), at, plan.firstStep(), 0, null);
    }
}
