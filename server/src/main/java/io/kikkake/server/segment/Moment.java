package io.kikkake.server.segment;

import io.kikkake.engine.ScenarioSet.Project;
import io.kikkake.engine.condition.Condition;
import io.kikkake.engine.condition.Surroundings;
import io.kikkake.engine.state.Tally;
import io.kikkake.engine.time.LeapDay;
import io.kikkake.engine.value.Value;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When a question is asked, and in which project. */
record Moment(Instant now, Project project) {

    /** The customer's own zone where it is said and exists, else the project's: as a decision takes it. */
    ZoneId zone(@Nullable String said) {
        try {
            return said == null ? project.zone() : ZoneId.of(said);
        } catch (DateTimeException e) {
            return project.zone();
        }
    }

    /** What the engine sees of a customer of whom only the zone and what it is asked about are known. */
    Surroundings around(@Nullable String zone, Map<Long, Tally> tallies) {
        return new Surroundings() {
            @Override
            public Instant now() {
                return now;
            }

            @Override
            public ZoneId zone() {
                return Moment.this.zone(zone);
            }

            @Override
            public LeapDay leapDay() {
                return project.leapDay();
            }

            @Override
            public @Nullable Tally tally(long id) {
                return tallies.get(id);
            }

            @Override
            public @Nullable Boolean permits(String topic) {
                return null;
            }

            @Override
            public boolean isIn(String scenario) {
                return false;
            }

            @Override
            public boolean hasBeenIn(String scenario) {
                return false;
            }

            @Override
            public @Nullable Condition segment(String id) {
                return null;
            }

            @Override
            public Optional<Value.ObjectOf> product(String id) {
                return project.catalog().product(id);
            }
        };
    }
}
