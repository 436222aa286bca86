package io.kikkake.engine;

import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.value.Value;
import java.time.Instant;

/** Something a customer's state is asked to react to. */
public sealed interface Input {

    /**
     * Something the customer did, or that was done for them.
     *
     * @param id of the event in the log, unique and increasing in order of arrival
     * @param name as tracked; for a page view {@code "Page Viewed"}
     * @param properties an object
     * @param timestamp when it happened, corrected for clock skew
     * @param historical imported history: it never starts or restarts a run, but may still be a goal or an exit
     */
    record Event(long id, String name, Value.ObjectOf properties, Instant timestamp, boolean historical)
            implements Input {

        public Event(long id, String name, Value.ObjectOf properties, Instant timestamp) {
            this(id, name, properties, timestamp, false);
        }
    }

    /** Traits of the customer became known; a trait that is JSON null is forgotten. */
    record Identified(long id, Value.ObjectOf traits, Instant timestamp) implements Input {}

    /** The timer of a run is due. One that the run no longer waits for changes nothing. */
    record TimerDue(String run, Instant due) implements Input {}

    /**
     * What a run asked its host for has come: a webhook's answer, a coupon from a pool.
     *
     * @param step that asked, on that visit
     * @param ok false where there is none: nobody answered, or the pool is empty
     * @param value a webhook's answer, or a coupon's {@code {code: …}}; JSON null for none
     */
    record Answered(String run, String step, int visit, boolean ok, Value value) implements Input {}

    /** Another customer turned out to be this one: their history and runs come over. */
    record Merged(CustomerState other) implements Input {}
}
