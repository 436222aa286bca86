package io.kikkake.engine;

import io.kikkake.engine.Effect.What;
import io.kikkake.engine.condition.Facts;
import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.state.CustomerState.Passage;
import io.kikkake.engine.state.Run;
import io.kikkake.engine.value.SmallMap;
import io.kikkake.engine.value.Value;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A decision being made: the state so far and the effects so far. */
final class Draft {

    /** How far back an event may have happened and still have its own time. */
    private static final long OLDEST_SECONDS = 20L * 366 * 86_400;

    final ScenarioSet active;
    final Instant now;
    final Chains chains;
    CustomerState state;

    private final @Nullable Input input;

    private final List<Effect> effects = new ArrayList<>();
    private final View view = new View(this);

    /** Scenario after scenario is asked about the same event. */
    private @Nullable Facts lastFacts;

    /** The zone as these attributes say, for a window asks for it with every event it has. */
    private @Nullable ZoneId zone;

    private Value.@Nullable ObjectOf zoneOf;

    /** For questions: nothing is being decided. */
    Draft(ScenarioSet active, CustomerState state, Instant now) {
        this(active, state, null, now);
    }

    Draft(ScenarioSet active, CustomerState state, @Nullable Input input, Instant now) {
        this.active = active;
        this.input = input;
        this.chains = new Chains(active);
        this.state = state;
        this.now = now;
    }

    /** Tells what is being decided from all else of the customer at this moment. */
    String mark() {
        return input == null ? "" : input.mark();
    }

    Decision decision() {
        return new Decision(state, List.copyOf(effects));
    }

    void add(Effect effect) {
        effects.add(effect);
    }

    void trace(Run run, @Nullable String step, What what, @Nullable String detail, @Nullable Instant until) {
        effects.add(new Effect.Trace(run.scenario(), run.version(), run.id(), run.key(), step, what, detail, until));
        chains.note(run, what, detail);
    }

    /**
     * What a condition sees now.
     *
     * @param event properties of the one being decided; null when there is none
     */
    Facts facts(Value.@Nullable ObjectOf event, Run run) {
        return new Facts(state.attributes(), event, run.entry(), run.outputs(), view, now);
    }

    Facts facts(Value.@Nullable ObjectOf event, Value.@Nullable ObjectOf entry) {
        Facts facts = lastFacts;
        if (facts == null
                || facts.attributes() != state.attributes()
                || facts.property() != event
                || facts.entry() != entry) {
            facts = new Facts(state.attributes(), event, entry, Value.ObjectOf.EMPTY, view, now);
            lastFacts = facts;
        }
        return facts;
    }

    /** A moment told by an event, kept from the future and from so far back that calendars give out. */
    Instant reasonable(Instant timestamp) {
        if (timestamp.isAfter(now)) {
            return now;
        }
        Instant oldest = now.minusSeconds(OLDEST_SECONDS);
        return timestamp.isBefore(oldest) ? oldest : timestamp;
    }

    /** The customer's own zone where it is known and exists, else the project's. */
    ZoneId zone() {
        if (zone == null || zoneOf != state.attributes()) {
            zone = findZone();
            zoneOf = state.attributes();
        }
        return zone;
    }

    private ZoneId findZone() {
        if (state.attributes().fields().get("timezone") instanceof Value.Text(var id)) {
            try {
                return ZoneId.of(id);
            } catch (DateTimeException e) {
                // Told by the customer's device; the project's zone is the answer to nonsense.
                return active.project().zone();
            }
        }
        return active.project().zone();
    }

    Optional<Run> running(Passage passage) {
        for (Run run : state.runs()) {
            if (run.scenario().equals(passage.scenario()) && Objects.equals(run.key(), passage.key())) {
                return Optional.of(run);
            }
        }
        return Optional.empty();
    }

    /** Whether the run is there as it is. Ids first: two runs of a scenario differ in little else, and comparing that takes long. */
    boolean has(Run run) {
        for (Run other : state.runs()) {
            if (other == run || (other.id().equals(run.id()) && other.equals(run))) {
                return true;
            }
        }
        return false;
    }

    /** Puts the run in the place of its former self, or last if it is new. */
    void keep(Run run) {
        var runs = new ArrayList<>(state.runs());
        for (int i = 0; i < runs.size(); i++) {
            if (runs.get(i).id().equals(run.id())) {
                runs.set(i, run);
                state = state.withRuns(runs);
                return;
            }
        }
        runs.add(run);
        state = state.withRuns(runs);
    }

    /** Ends a run that was not at its end: its timer goes, and what it sent but has not left does not leave. */
    void breakOff(Run run, What what, String detail) {
        trace(run, run.step(), what, detail, null);
        drop(run);
        if (run.due() != null) {
            effects.add(new Effect.CancelTimer(run.id()));
        }
        // At its first step a run has sent nothing yet.
        if (run.visit() > 1) {
            effects.add(new Effect.Withdraw(run.id(), detail));
        }
    }

    /** Takes the run out and remembers when. */
    void drop(Run run) {
        Sending.forget(this, run);
        var runs = new ArrayList<Run>(state.runs().size());
        for (Run other : state.runs()) {
            if (!other.id().equals(run.id())) {
                runs.add(other);
            }
        }
        state = state.withRuns(runs).withLeft(Leaving.of(this, run));
        Tallies.leave(this, run.scenario());
    }

    /** All at once: a purchase may be the goal of every scenario there is. */
    void rememberReached(Collection<Passage> passages, Instant at) {
        SmallMap.Builder<Passage, Instant> news = null;
        for (Passage passage : passages) {
            Instant known = state.reached().get(passage);
            if (known == null || known.isBefore(at)) {
                if (news == null) {
                    news = new SmallMap.Builder<>(state.reached(), passages.size());
                }
                news.put(passage, at);
            }
        }
        if (news != null) {
            state = state.withReached(Reached.bounded(news.build()));
        }
    }
}
