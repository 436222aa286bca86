package io.kikkake.server.runner;

import io.kikkake.engine.Effect;
import io.kikkake.engine.Feedback;
import io.kikkake.engine.Input;
import io.kikkake.engine.Reason;
import io.kikkake.engine.ScenarioSet;
import io.kikkake.engine.Suppression;
import io.kikkake.engine.scenario.Trigger;
import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.state.Run;
import io.kikkake.engine.value.Value;
import io.kikkake.server.catalog.Interests.Interest;
import io.kikkake.server.customer.SuppressionChange;
import io.kikkake.server.deed.Noted;
import io.kikkake.server.delivery.Queued;
import io.kikkake.server.ingest.LogEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All that one step of a shard decided, to be written together. */
final class Decided {

    /** @param leaving merged into another customer, who has the runs and timers now or will have */
    record Changed(CustomerState was, CustomerState is, boolean leaving) {}

    /** A customer whom the shard lets go of, as they are now. */
    record Left(CustomerState state, long into) {}

    record Traced(long customer, Effect.Trace trace, Instant at) {}

    /** An input that could not be decided. */
    record Failed(long seq, long customer, String error, Instant at) {}

    /** An arm of a split was taken, or led to the goal. */
    record Parted(Effect effect, Instant at) {}

    private final ScenarioSet active;
    private final List<Changed> changed = new ArrayList<>();
    private final List<Left> left = new ArrayList<>();
    private final Map<Long, Long> merged = new LinkedHashMap<>();
    private final List<Queued> sends = new ArrayList<>();
    private final Map<String, Set<String>> withdrawn = new LinkedHashMap<>();
    private final Said said;
    private final List<SuppressionChange> suppressions = new ArrayList<>();
    private final List<Interest> interests = new ArrayList<>();
    private final Map<String, Long> entered = new HashMap<>();
    private final List<Traced> traces = new ArrayList<>();
    private final List<Failed> failures = new ArrayList<>();
    private final List<Noted> deeds = new ArrayList<>();
    private final List<Parted> parted = new ArrayList<>();

    Decided(ScenarioSet active) {
        this.active = active;
        this.said = new Said(active);
    }

    /**
     * Notes what is to be done outside of the state.
     *
     * @param state after the decision
     */
    void note(CustomerState state, Effect effect, Instant at) {
        long customer = state.id();
        switch (effect) {
            case Effect.Send send ->
                sends.add(queued(customer, send, at, isNewsletter(send.run().scenario())));
            case Effect.Withdraw withdraw -> {
                sends.removeIf(send -> send.run().equals(withdraw.run()));
                withdrawn
                        .computeIfAbsent(withdraw.reason(), reason -> new HashSet<>())
                        .add(withdraw.run());
            }
            case Effect.Trace trace -> {
                traces.add(new Traced(customer, trace, at));
                noteEntry(trace);
            }
            case Effect.SetConsent consent -> said.hear(customer, consent);
            case Effect.SetAttributes ignored -> {
                // they are in the state, and written with it
            }
            case Effect.TakeCoupon ignored -> {
                // it is taken and answered within the step
            }
            case Effect.TookArm ignored -> parted.add(new Parted(effect, at));
            case Effect.ArmReachedGoal ignored -> parted.add(new Parted(effect, at));
            case Effect.Deed deed -> deeds.add(new Noted(customer, state.attributes(), deed, at));
            case Effect.SetTimer ignored -> {
                // the timers are the runs' own, and written with the states
            }
            case Effect.CancelTimer ignored -> {
                // likewise
            }
        }
    }

    private boolean isNewsletter(String scenario) {
        return active.currentScenario(scenario)
                .filter(current -> current.trigger() instanceof Trigger.OnSchedule)
                .isPresent();
    }

    private static Queued queued(long customer, Effect.Send send, Instant at, boolean newsletter) {
        Run run = send.run();
        return new Queued(
                send.id(),
                customer,
                run.scenario(),
                run.version(),
                run.id(),
                send.step(),
                send.message(),
                send.topic(),
                run.entry(),
                run.outputs(),
                send.channels(),
                at,
                newsletter);
    }

    /** People, not triggers: who starts over is one of them already. */
    private void noteEntry(Effect.Trace trace) {
        long people = switch (trace.what()) {
            case ENTERED -> 1;
            case RESTARTED -> -1;
            default -> 0;
        };
        if (people != 0) {
            entered.merge(trace.scenario(), people, Long::sum);
        }
    }

    /**
     * Notes what an event says that others than scenarios go by: consent and suppression.
     *
     * @param state after the decision
     */
    void note(LogEntry entry, Input input, CustomerState state) {
        if (input instanceof Input.Event event) {
            said.hear(entry, event, state);
            noteSuppression(entry, event, state.attributes());
        }
    }

    private void noteSuppression(LogEntry entry, Input.Event event, Value.ObjectOf attributes) {
        boolean lifted = event.name().equals(Feedback.LIFTED);
        String told = lifted ? Suppression.liftedOnly(event) : Suppression.address(event, attributes);
        if (told != null || lifted) {
            suppressions.add(SuppressionChange.told(
                    entry.customer(), told == null ? "" : told, event.name(), event.properties(), entry.timestamp()));
        }
    }

    void change(Changed change) {
        changed.add(change);
    }

    void leave(Left leaving) {
        left.add(leaving);
    }

    void merge(CustomerState into, CustomerState from) {
        merged.put(from.id(), into.id());
        said.united(into, from);
    }

    void interest(Interest interest) {
        interests.add(interest);
    }

    void fail(Failed failure) {
        failures.add(failure);
    }

    /**
     * Takes out the messages of scenarios that are about to reach too many.
     *
     * @return them
     */
    List<Queued> hold(Set<String> stopped, Instant now) {
        List<Queued> held =
                sends.stream().filter(send -> stopped.contains(send.scenario())).toList();
        sends.removeIf(send -> stopped.contains(send.scenario()));
        for (Queued send : held) {
            var trace = new Effect.Trace(
                    send.scenario(),
                    send.version(),
                    send.run(),
                    null,
                    send.step(),
                    Effect.What.HELD,
                    Reason.BRAKE.code(),
                    null);
            traces.add(new Traced(send.customer(), trace, now));
        }
        return held;
    }

    /** States that are not what they were. */
    List<Changed> changed() {
        return changed;
    }

    List<Left> left() {
        return left;
    }

    /** Customers who came over, by whom they were. */
    Map<Long, Long> merged() {
        return merged;
    }

    List<Queued> sends() {
        return sends;
    }

    /** Runs whose messages must not leave, by the reason. */
    Map<String, Set<String>> withdrawn() {
        return withdrawn;
    }

    Said said() {
        return said;
    }

    List<SuppressionChange> suppressions() {
        return suppressions;
    }

    List<Interest> interests() {
        return interests;
    }

    /** By scenario, how many people came in. */
    Map<String, Long> entered() {
        return entered;
    }

    List<Traced> traces() {
        return traces;
    }

    List<Failed> failures() {
        return failures;
    }

    List<Noted> deeds() {
        return deeds;
    }

    List<Parted> parted() {
        return parted;
    }
}
