package io.kikkake.engine.condition;

import io.kikkake.engine.state.Tally;
import io.kikkake.engine.time.LeapDay;
import io.kikkake.engine.value.Value;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a condition can see of the customer and the project beyond attributes and events: asked only when needed. */
public interface Surroundings {

    /** Of a customer nothing happened to, in a project without anything, at the beginning of 1970. */
    Surroundings NOTHING = new Surroundings() {
        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public ZoneId zone() {
            return ZoneOffset.UTC;
        }

        @Override
        public LeapDay leapDay() {
            return LeapDay.FEBRUARY_28;
        }

        @Override
        public @Nullable Tally tally(long id) {
            return null;
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
            return Optional.empty();
        }
    };

    Instant now();

    /** The customer's. */
    ZoneId zone();

    LeapDay leapDay();

    /** Null where no such event ever happened. */
    @Nullable
    Tally tally(long id);

    /** Whether mail on the topic may go to the customer; null where there is no such topic. */
    @Nullable
    Boolean permits(String topic);

    /** Whether a run of the scenario is under way. */
    boolean isIn(String scenario);

    /** Whether a run of the scenario is under way or was. */
    boolean hasBeenIn(String scenario);

    /** Null where there is no such segment. */
    @Nullable
    Condition segment(String id);

    Optional<Value.ObjectOf> product(String id);
}
