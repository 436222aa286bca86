package io.kikkake.server.runner;

import io.kikkake.engine.Effect;
import io.kikkake.engine.condition.Condition;
import io.kikkake.engine.state.CustomerState;
import io.kikkake.server.customer.CustomerStore;
import io.kikkake.server.ingest.LogEntry;
import io.kikkake.server.ingest.LogReader.Happened;
import io.kikkake.server.runner.Batches.Batch;
import io.kikkake.server.scenario.ScenarioVersion;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one step of one shard reads and writes, in one transaction of its host: all that is written here takes effect
 * together, or none of it does.
 *
 * @param <X> what the host's store fails with
 */
interface StepStore<X extends Exception> {

    /** The last entry of the log that was decided. */
    long position() throws X;

    /**
     * Moves the position.
     *
     * @param entries how many were decided
     */
    void advance(long to, int entries) throws X;

    /** Entries of the shard after {@code seq}, in order. */
    List<LogEntry> after(long seq, int limit) throws X;

    /** Timers due at or before the instant, earliest first, then by customer and name. */
    List<Timers.Due> due(Instant at, int limit) throws X;

    /**
     * Makes tallies that were asked for lately, of some customers about whom nothing is to be decided now.
     *
     * @param seq up to which the log is decided
     * @return whether there are more
     */
    boolean seedSome(long seq) throws X;

    /** The states that miss tallies which were asked for lately, with them. */
    Map<Long, CustomerState> seeded(Collection<CustomerState> states, long seq) throws X;

    /** As {@link #seeded}, of customers who are taken over, maybe from another shard. */
    Map<Long, CustomerState> seededOthers(Collection<CustomerState> states) throws X;

    /**
     * Begins a batch for each schedule that has come to a moment, where the shard looks after schedules.
     *
     * @return whether one had
     */
    boolean fireSchedules() throws X;

    /** The oldest batch of the shard that is not at its end. */
    Optional<Batch> batch() throws X;

    /** @return empty where the scenario does not exist or is archived */
    Optional<ScenarioVersion> newest(String scenario);

    /** Whether nothing was published since the step began. */
    boolean isUpToDate();

    /** The move of running customers to the version of the scenario, at its end or not; empty where none was asked for. */
    Optional<Batch> move(String scenario, int version) throws X;

    /** Customers with runs of other versions of the scenario, after the one the batch has come to. */
    CustomerStore.Some running(Batch move, int limit) throws X;

    /** Customers of the shard who have the attribute at the path (empty: all), after one of them. */
    CustomerStore.Some customers(long after, List<String> having, int limit) throws X;

    /**
     * Customers of whom the store thinks that they are in the segment, after the one the batch has come to.
     *
     * @return empty while it is found out; the shard is woken once it is known
     */
    Optional<CustomerStore.Some> candidates(Batch occurrence, Condition segment, int limit) throws X;

    /** By customer, the newest events of the name since the instant and up to {@code upTo}, oldest first. */
    Map<Long, List<Happened>> past(Collection<Long> customers, String name, Instant since, long upTo, int most)
            throws X;

    void advance(Batch batch, long after, int customers) throws X;

    void end(Batch batch) throws X;

    StateStore.Loaded load(Collection<Long> customers) throws X;

    /** A code from the coupon's pool, for nobody else from now on; the same coupon gets the same code. */
    Optional<String> take(long customer, Effect.TakeCoupon coupon) throws X;

    void write(Decided decided) throws X;
}
