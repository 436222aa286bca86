package io.kikkake.engine.scenario;

import io.kikkake.engine.condition.Operand;
import io.kikkake.engine.time.Span;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A step that does something and goes on. */
public sealed interface Action extends Step {

    String next();

    /**
     * Changes what is known of the customer.
     *
     * @param attributes by name; JSON null forgets one, a reference to something missing leaves it as it is
     * @param addTags put into the list {@code tags}
     * @param consents by topic: true subscribes, false unsubscribes
     */
    record Set(
            String id,
            Map<String, Operand> attributes,
            List<String> addTags,
            List<String> removeTags,
            Map<String, Boolean> consents,
            String next)
            implements Action {
        public Set {
            attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
            addTags = List.copyOf(addTags);
            removeTags = List.copyOf(removeTags);
            consents = Collections.unmodifiableMap(new LinkedHashMap<>(consents));
        }
    }

    /**
     * Gives the customer a code, known to later steps as {@code code} and {@code expires}.
     *
     * @param prefix of a code of our own making
     * @param pool uploaded codes to take one from; null for our own
     * @param expires null for never
     * @param exitIfEmpty end the run where the pool has none left; else go on without
     */
    record Coupon(
            String id,
            String prefix,
            @Nullable String pool,
            @Nullable Span expires,
            boolean exitIfEmpty,
            String next) implements Action {}

    /** @param points 1 to 1,000,000 */
    record Points(String id, int points, @Nullable Names reason, String next) implements Action {}

    /**
     * Puts something on the owner's list.
     *
     * @param title with places such as {@code {customer.lastName}} to fill
     * @param note likewise; null for none
     * @param due how long the owner has; null for no limit
     */
    record Task(
            String id,
            String title,
            @Nullable String note,
            @Nullable Span due,
            String next) implements Action {}

    /**
     * Posts to a URL.
     *
     * @param body further fields
     * @param await how long the run stands still for the answer; null goes on at once
     * @param onFailure where the run goes without an answer
     */
    record Webhook(
            String id,
            String url,
            Map<String, Operand> body,
            @Nullable Span await,
            String next,
            String onFailure) implements Action {
        public Webhook {
            body = Collections.unmodifiableMap(new LinkedHashMap<>(body));
        }
    }

    /** Records an event of the customer. */
    record Emit(String id, String event, Map<String, Operand> properties, String next) implements Action {
        public Emit {
            properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        }
    }

    /** Starts another scenario. */
    record Start(String id, String scenario, Map<String, Operand> properties, String next) implements Action {
        public Start {
            properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        }
    }

    /** Goes on somewhere else. */
    record Jump(String id, String next) implements Action {}
}
