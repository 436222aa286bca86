package io.kikkake.engine;

import io.kikkake.engine.condition.Tallying;
import java.util.ArrayList;
import java.util.List;

/**
 * What there is to do at events of one name. Looked up once for each event, so that what nobody asks of its name is not
 * looked for among the customer's runs. Changed only while the {@link ScenarioSet} is being made.
 */
final class Concern {

    /** A goal or exit that the event may be. */
    record Reachable(Plan plan, Outcome outcome) {}

    /** Of inputs that are no events. */
    static final Concern NONE = new Concern();

    private final List<Plan> entering = new ArrayList<>();
    private final List<Plan> counting = new ArrayList<>();
    private final List<Reachable> reachable = new ArrayList<>();
    private List<Tallying> tallyings = List.of();
    private boolean endsRuns;
    private boolean wakesRuns;

    void addEntering(Plan plan) {
        entering.add(plan);
    }

    void addCounting(Plan plan) {
        counting.add(plan);
    }

    void addReachable(Plan plan, List<Outcome> outcomes) {
        outcomes.forEach(outcome -> reachable.add(new Reachable(plan, outcome)));
    }

    void setTallyings(List<Tallying> tallyings) {
        this.tallyings = tallyings;
    }

    void setEndsRuns() {
        endsRuns = true;
    }

    void setWakesRuns() {
        wakesRuns = true;
    }

    /** Current scenarios that the event may enter. */
    List<Plan> entering() {
        return entering;
    }

    /** Current scenarios whose trigger asks how often or how long ago the event happened. */
    List<Plan> counting() {
        return counting;
    }

    /** Goals and exits of current scenarios. */
    List<Reachable> reachable() {
        return reachable;
    }

    List<Tallying> tallyings() {
        return tallyings;
    }

    /** Whether it may be the goal or exit of a run, of whatever version. */
    boolean endsRuns() {
        return endsRuns;
    }

    /** Whether a run, of whatever version, may wait for it. */
    boolean wakesRuns() {
        return wakesRuns;
    }
}
