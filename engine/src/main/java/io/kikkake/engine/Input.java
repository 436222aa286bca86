package io.kikkake.engine;

import io.kikkake.engine.state.CustomerState;
import io.kikkake.engine.value.Value;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something a customer's state is asked to react to. */
public sealed interface Input {

    /** Tells it from all others of the customer at the same moment, and is the same whenever it is decided again. */
    String mark();

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

        @Override
        public String mark() {
            return "#" + id;
        }
    }

    /** Traits of the customer became known; a trait that is JSON null is forgotten. */
    record Identified(long id, Value.ObjectOf traits, Instant timestamp) implements Input {
        @Override
        public String mark() {
            return "#" + id;
        }
    }

    /** The timer of a run is due. One that the run no longer waits for changes nothing. */
    record TimerDue(String run, Instant due) implements Input {
        @Override
        public String mark() {
            return run + "@" + due;
        }
    }

    /**
     * What a run asked its host for has come: a webhook's answer, a coupon from a pool.
     *
     * @param step that asked, on that visit
     * @param ok false where there is none: nobody answered, or the pool is empty
     * @param value a webhook's answer, or a coupon's {@code {code: …}}; JSON null for none
     */
    record Answered(String run, String step, int visit, boolean ok, Value value) implements Input {
        @Override
        public String mark() {
            return run + "/" + step + "/" + visit;
        }
    }

    /** Another customer turned out to be this one: their history and runs come over. */
    record Merged(CustomerState other) implements Input {
        @Override
        public String mark() {
            return "merged" + other.id();
        }
    }

    /** A timer of the customer's own is due. One that is not set for this moment any more changes nothing. */
    record CustomerTimerDue(String name, Instant due) implements Input {
        @Override
        public String mark() {
            return name + "@" + due;
        }
    }

    /**
     * The customer is to enter a scenario, whatever its trigger: by the API or by a person.
     *
     * @param id the same for the same cause
     * @param properties what the run will know as its entry
     * @param by the person who did it; null where a program did
     */
    record Enrol(
            String id,
            String scenario,
            Value.ObjectOf properties,
            Instant at,
            @Nullable String by) implements Input {

        public Enrol(String id, String scenario, Value.ObjectOf properties, Instant at) {
            this(id, scenario, properties, at, null);
        }

        @Override
        public String mark() {
            return id;
        }
    }

    /** The scenario's schedule has come to this moment; the customer enters if the segment is theirs. */
    record Scheduled(String scenario, Instant occurrence) implements Input {
        @Override
        public String mark() {
            return scenario + "@" + occurrence;
        }
    }

    /**
     * A person wants something of a run. One that is over changes nothing.
     *
     * @param id of the request in the log
     */
    record Manual(long id, String run, Act act, String by) implements Input {

        public enum Act {
            /** The run ends. */
            STOP,
            /** The run goes on from its wait as if the time were over. */
            SKIP
        }

        @Override
        public String mark() {
            return "#" + id;
        }
    }

    /**
     * The scenario was published: its trigger takes note of how the customer stands.
     *
     * @param past the events its trigger counts, oldest first, as far back as it looks
     */
    record Published(String scenario, List<Event> past) implements Input {
        public Published {
            past = List.copyOf(past);
        }

        @Override
        public String mark() {
            return "published " + scenario;
        }
    }

    /**
     * Runs of older versions of the scenario move to the current one.
     *
     * @param steps by id of the old step, the new; a step that is not named goes to the one of the same id
     */
    record Moved(String scenario, Map<String, String> steps) implements Input {
        public Moved {
            steps = Map.copyOf(steps);
        }

        @Override
        public String mark() {
            return "moved " + scenario;
        }
    }
}
