package io.kikkake.engine;

import io.kikkake.engine.scenario.Step;
import io.kikkake.engine.state.Run;
import io.kikkake.engine.time.DateText;
import io.kikkake.engine.time.LocalMoment;
import io.kikkake.engine.value.Value;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** When a wait until a date is over. */
final class DatedWait {

    private DatedWait() {}

    /** Nothing where there is no date, or something that is none. */
    static Optional<Instant> moment(Draft draft, Run run, Step.WaitForDate wait) {
        ZoneId zone = draft.zone();
        return draft.facts(null, run).find(wait.date()) instanceof Value.Text(var text)
                ? DateText.day(text, zone)
                        .map(day -> LocalMoment.first(day.plusDays(wait.days()).atTime(wait.at()), zone))
                : Optional.empty();
    }
}
