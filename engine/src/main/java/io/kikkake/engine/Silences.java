package io.kikkake.engine;

import io.kikkake.engine.scenario.Trigger;
import io.kikkake.engine.value.Value;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Starts runs when an event has not happened again for a while: a timer that each such event sets anew. */
final class Silences {

    private final Draft draft;
    private final Plan plan;
    private final Trigger.OnSilence trigger;
    private final String name;

    Silences(Draft draft, Plan plan, Trigger.OnSilence trigger) {
        this.draft = draft;
        this.plan = plan;
        this.trigger = trigger;
        this.name = CustomerTimers.SILENCE + plan.scenario().id();
    }

    /** One that is older than the last changes nothing. */
    void hear(Input.Event event) {
        if (!notes(event)) {
            return;
        }
        Instant due = due();
        boolean longOver = event.historical() && !due.isAfter(draft.now);
        CustomerTimers.set(draft, name, longOver ? null : due);
    }

    private boolean notes(Input.Event event) {
        if (!trigger.pattern().where().holds(draft.facts(event.properties(), (Value.ObjectOf) null))) {
            return false;
        }
        Instant at = draft.reasonable(event.timestamp());
        Instant last = Moments.of(draft, name);
        if (last != null && !at.isAfter(last)) {
            return false;
        }
        Moments.note(draft, name, at);
        return true;
    }

    private Instant due() {
        Instant last = Moments.of(draft, name);
        return trigger.lasting().after(last == null ? draft.now : last, draft.zone());
    }

    void due(Instant due) {
        Instant last = Moments.of(draft, name);
        if (last == null || !due().equals(due)) {
            arm(false);
            return;
        }
        Moments.note(draft, enteredName(), last);
        Value.ObjectOf properties = new Value.ObjectOf(
                Map.of("event", Value.of(trigger.pattern().event()), "since", Value.of(last.toString())));
        Entry.enter(draft, plan, Cause.named(name + "@" + last, properties, draft.reasonable(due)));
    }

    /** The scenario was published: who has been silent for longer already enters only if the trigger says so. */
    void begin(List<Input.Event> past) {
        past.stream()
                .filter(event -> event.name().equals(trigger.pattern().event()))
                .forEach(this::notes);
        arm(trigger.existing());
    }

    /**
     * Two customers became one, or the rule became another: the last event of all counts.
     *
     * @param entersIfOver whether a silence that is long enough already is one to enter on
     */
    void arm(boolean entersIfOver) {
        Instant last = Moments.of(draft, name);
        if (last == null) {
            return;
        }
        Instant due = due();
        boolean over = !due.isAfter(draft.now);
        boolean entered = last.equals(Moments.of(draft, enteredName()));
        boolean set = due.equals(CustomerTimers.of(draft, name));
        CustomerTimers.set(draft, name, entered || (over && !set && !entersIfOver) ? null : due);
    }

    /** What is remembered: the last event of the silence that a run was entered for. */
    private String enteredName() {
        return "silent:" + plan.scenario().id();
    }
}
