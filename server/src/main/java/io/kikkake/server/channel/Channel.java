package io.kikkake.server.channel;

import io.kikkake.engine.scenario.Names;
import io.kikkake.engine.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A way to customers. Used by many threads at once.
 *
 * <p>An outside jar adds one by naming its class in {@code META-INF/services/io.kikkake.server.channel.Channel}.
 */
public interface Channel extends AutoCloseable {

    /** As scenarios name it, {@code [a-z][a-z0-9-]{0,29}}; never changes, for messages are stored under it. */
    String id();

    /** What people call it. */
    Names name();

    /** The customer's attribute that holds the address; null where everybody can be reached. */
    @Nullable
    String attribute();

    /** Whether it is set up. Scenarios may name one that is not: its customers are then reached by the next channel. */
    boolean isReady();

    /** How many messages may be in its hands at once, 1–200. */
    int connections();

    /** How many messages it takes in a second at most; 0: as many as the connections take. */
    default int rate() {
        return 0;
    }

    /**
     * Looks at the content of a message when its scenario is published.
     *
     * @param content as the scenario has it, Liquid in its texts
     * @return what is wrong, with what to do; empty if nothing is
     */
    List<Flaw> flaws(Value content);

    /** @param path JSON pointer within the content, empty for the whole */
    record Flaw(String path, String message, @Nullable String suggestion) {}

    /** Why nothing can be sent to an address, for people to read; empty if something may. */
    default Optional<String> unusable(String address) {
        return Optional.empty();
    }

    /**
     * Asked once before each attempt, before anything is made of the message: how long it has to wait until it is its turn. Each
     * message that waits is given a moment of its own, so that it is not asked about again before.
     *
     * @param awaited whether the message waited for this moment
     * @return zero where it is its turn now
     */
    default Duration turn(String address, boolean awaited, Instant now) {
        return Duration.ZERO;
    }

    /**
     * Makes what will be sent. Nothing leaves yet.
     *
     * @throws Unsendable where nothing can be made of the message; it is given up with that reason
     */
    Parcel prepare(Assignment assignment);

    /**
     * How long the other side tells by its id that it has a message already, counted from when it first got it; zero: it does not.
     * Within that time {@link Answer.Silence} is tried again, for it cannot become two messages.
     */
    default Duration remembers() {
        return Duration.ZERO;
    }

    /** How many connections are open now; a channel that keeps none has as many as it may have. */
    default int open() {
        return connections();
    }

    /** Called about once a second while there is little to do. */
    default void rest() {}

    @Override
    default void close() {}
}
