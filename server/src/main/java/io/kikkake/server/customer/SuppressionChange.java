package io.kikkake.server.customer;

import io.kikkake.engine.Feedback;
import io.kikkake.engine.value.Value;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An address must not be written to any more, or may be again.
 *
 * @param address in lower case; empty with {@link Reason#LIFTED}: all of the customer's
 * @param source where it was learned
 * @param detail in the words of who said so
 * @param until when it is forgotten; null: never
 */
public record SuppressionChange(
        long customer,
        String address,
        Reason reason,
        Instant at,
        String source,
        String detail,
        @Nullable Instant until) {

    public enum Reason {
        BOUNCED,
        COMPLAINED,
        /** By a person. */
        MANUAL,
        /** From a file. */
        IMPORTED,
        /** Came back again and again, though it may exist. */
        SOFT,
        /** What was known of the customer and of the address is forgotten. */
        LIFTED
    }

    public SuppressionChange(long customer, String address, Reason reason, Instant at) {
        this(customer, address, reason, at, "", "", null);
    }

    /** What an event of the log says. */
    public static SuppressionChange told(
            long customer, String address, String event, Value.ObjectOf properties, Instant at) {
        String why = text(properties, "reason").toLowerCase(Locale.ROOT);
        Reason reason = switch (event) {
            case Feedback.LIFTED -> Reason.LIFTED;
            case Feedback.COMPLAINED -> Reason.COMPLAINED;
            case Feedback.SUPPRESSED -> why.equals("imported") ? Reason.IMPORTED : Reason.MANUAL;
            default -> why.equals("soft") ? Reason.SOFT : Reason.BOUNCED;
        };
        return new SuppressionChange(
                customer,
                address,
                reason,
                at,
                text(properties, "source"),
                text(properties, "words"),
                until(properties));
    }

    private static @Nullable Instant until(Value.ObjectOf properties) {
        try {
            String until = text(properties, "until");
            return until.isEmpty() ? null : Instant.parse(until);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static String text(Value.ObjectOf properties, String name) {
        return properties.fields().get(name) instanceof Value.Text(var text) ? text : "";
    }
}
