package io.kikkake.engine;

import io.kikkake.engine.condition.Condition;
import io.kikkake.engine.condition.Surroundings;
import io.kikkake.engine.scenario.Topic;
import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.state.Run;
import io.kikkake.engine.state.Tally;
import io.kikkake.engine.time.LeapDay;
import io.kikkake.engine.value.Value;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What conditions see of a decision being made, as it is at the moment they look. */
final class View implements Surroundings {

    private final Draft draft;

    View(Draft draft) {
        this.draft = draft;
    }

    @Override
    public Instant now() {
        return draft.now;
    }

    @Override
    public ZoneId zone() {
        return draft.zone();
    }

    @Override
    public LeapDay leapDay() {
        return draft.active.project().leapDay();
    }

    @Override
    public @Nullable Tally tally(long id) {
        return draft.state.memory().tallies().get(id);
    }

    @Override
    public @Nullable Boolean permits(String id) {
        Topic topic = draft.active.project().topics().get(id);
        return topic == null ? null : topic.permits(Matter.said(draft.state.consents(), id));
    }

    @Override
    public boolean isIn(String scenario) {
        for (Run run : draft.state.runs()) {
            if (run.scenario().equals(scenario)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean hasBeenIn(String scenario) {
        CustomerState state = draft.state;
        return isIn(scenario)
                || Tallies.remembers(state, scenario)
                || state.left().keySet().stream()
                        .anyMatch(passage -> passage.scenario().equals(scenario));
    }

    @Override
    public @Nullable Condition segment(String id) {
        return draft.active.project().segments().get(id);
    }

    @Override
    public Optional<Value.ObjectOf> product(String id) {
        return draft.active.project().catalog().product(id);
    }
}
