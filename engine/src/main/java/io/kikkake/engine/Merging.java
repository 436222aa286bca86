package io.kikkake.engine;

import io.kikkake.engine.Effect.What;
import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.state.CustomerState.Passage;
import io.kikkake.engine.state.Run;
import io.kikkake.engine.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes two customers' states one. */
final class Merging {

    private final Draft draft;
    private final CustomerState other;

    Merging(Draft draft, CustomerState other) {
        this.draft = draft;
        this.other = other;
    }

    void apply() {
        CustomerState mine = draft.state;
        draft.state = mine.withAttributes(attributes(mine.attributes(), other.attributes()))
                .withLeft(Newest.of(latest(mine.left(), other.left()), Leaving.MOST))
                .withReached(Reached.bounded(latest(mine.reached(), other.reached())));
        uniteConsents(mine);
        Tallies.merge(draft, other);
        Partings.unite(draft, other.memory().steps());
        LookingBack.merge(draft, other);
        for (Run run : other.runs()) {
            unite(run);
        }
        var runs = new ArrayList<>(draft.state.runs());
        runs.sort(Comparator.comparing(Run::startedAt));
        draft.state = draft.state.withRuns(runs);
        Contacts.unite(draft, other);
        Suppression.unite(draft, other);
        Engine.endArchived(draft);
        Consent.endRuns(draft, refusedByOne(mine));
        endReached();
    }

    /** What one side had refused and the other not: there runs may be under way. */
    private Set<String> refusedByOne(CustomerState mine) {
        var refused = new HashSet<String>();
        draft.state.consents().forEach((topic, said) -> {
            boolean byBoth = Boolean.FALSE.equals(mine.consents().get(topic))
                    && Boolean.FALSE.equals(other.consents().get(topic));
            if (!said && !byBoth) {
                refused.add(topic);
            }
        });
        return refused;
    }

    private void unite(Run theirs) {
        Optional<Run> mine = draft.running(theirs.passage());
        if (mine.isPresent() && !theirs.startedAt().isBefore(mine.get().startedAt())) {
            giveUp(theirs);
            return;
        }
        mine.ifPresent(run -> {
            giveUp(run);
            var runs = new ArrayList<>(draft.state.runs());
            runs.remove(run);
            draft.state = draft.state.withRuns(runs);
        });
        draft.keep(theirs);
        draft.trace(theirs, theirs.step(), What.MERGED, Reason.ADOPTED.code(), theirs.due());
        if (theirs.due() != null) {
            draft.add(new Effect.SetTimer(theirs.id(), theirs.due()));
        }
    }

    private void giveUp(Run run) {
        draft.trace(run, run.step(), What.MERGED, Reason.OLDER_RUN_KEPT.code(), null);
        if (run.due() != null) {
            draft.add(new Effect.CancelTimer(run.id()));
        }
        draft.add(new Effect.Withdraw(run.id(), Reason.OLDER_RUN_KEPT.code()));
    }

    /** What one side had not heard of while the two were apart: the other side's goal. */
    private void endReached() {
        for (Run run : draft.state.runs()) {
            if (isReached(run, run.passage()) || isReached(run, new Passage(run.scenario(), null))) {
                draft.breakOff(run, What.EXITED, Reason.REACHED_SINCE.code());
            }
        }
    }

    private boolean isReached(Run run, Passage passage) {
        Instant reached = draft.state.reached().get(passage);
        return reached != null && !reached.isBefore(run.startedAt());
    }

    private void uniteConsents(CustomerState mine) {
        var consents = new HashMap<>(other.consents());
        var at = new HashMap<>(other.consentedAt());
        mine.consents().forEach((topic, said) -> {
            boolean refusedThere = !said || !consents.getOrDefault(topic, true);
            consents.put(topic, !refusedThere);
        });
        mine.consentedAt().forEach((topic, when) -> at.merge(topic, when, Merging::later));
        draft.state = draft.state.withConsents(consents, at);
    }

    private static Value.ObjectOf attributes(Value.ObjectOf mine, Value.ObjectOf theirs) {
        var fields = new LinkedHashMap<>(mine.fields());
        theirs.fields().forEach((name, value) -> {
            if (isBlank(fields.getOrDefault(name, Value.Null.NULL))) {
                fields.put(name, value);
            }
        });
        return new Value.ObjectOf(fields);
    }

    private static boolean isBlank(Value value) {
        return value instanceof Value.Null || (value instanceof Value.Text(var text) && text.isBlank());
    }

    private static Map<Passage, Instant> latest(Map<Passage, Instant> one, Map<Passage, Instant> another) {
        var latest = new HashMap<>(one);
        another.forEach((passage, when) -> latest.merge(passage, when, Merging::later));
        return latest;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isBefore(b) ? b : a;
    }
}
