package io.kikkake.engine;

import io.kikkake.engine.scenario.Channel;
import io.kikkake.engine.value.Value;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a customer may say yes or no to, as {@link io.kikkake.engine.state.CustomerState#consents} names it: a topic by its id,
 * and beside the topics a whole channel, more than so many messages, or everything. None of these can be a topic's id.
 */
public final class Matter {

    /** A refusal holds for every topic the customer has not spoken of; a word on a topic goes before it. */
    public static final String EVERYTHING = "*";

    /** Refused by who wants one marketing message in seven days at most. */
    public static final String MORE_THAN_WEEKLY = ">week";

    /** Refused by who wants one marketing message in thirty days at most. */
    public static final String MORE_THAN_MONTHLY = ">month";

    private static final String CHANNEL = "@";

    private Matter() {}

    /** Messages by one channel, whatever their topic. */
    public static String channel(String id) {
        return CHANNEL + id;
    }

    /**
     * What an event of consent is about: its property {@code topic}, else {@code channel}, else {@code more-than} with {@code
     * week} or {@code month}, else {@code everything: true}.
     */
    public static Optional<String> of(Value.ObjectOf properties) {
        Map<String, Value> fields = properties.fields();
        if (fields.get("topic") instanceof Value.Text(var topic)) {
            return Optional.of(topic);
        }
        if (fields.get("channel") instanceof Value.Text(var channel) && Channel.isId(channel)) {
            return Optional.of(channel(channel));
        }
        if (fields.get("more-than") instanceof Value.Text(var often)) {
            return switch (often) {
                case "week" -> Optional.of(MORE_THAN_WEEKLY);
                case "month" -> Optional.of(MORE_THAN_MONTHLY);
                default -> Optional.empty();
            };
        }
        return Value.of(true).equals(fields.get("everything")) ? Optional.of(EVERYTHING) : Optional.empty();
    }

    /** The properties that {@link #of} reads as the matter. */
    public static Map<String, Object> properties(String matter) {
        if (matter.startsWith(CHANNEL)) {
            return Map.of("channel", matter.substring(CHANNEL.length()));
        }
        return switch (matter) {
            case EVERYTHING -> Map.of("everything", true);
            case MORE_THAN_WEEKLY -> Map.of("more-than", "week");
            case MORE_THAN_MONTHLY -> Map.of("more-than", "month");
            default -> Map.of("topic", matter);
        };
    }

    /** The customer's word on a topic; null where nothing that is said touches it. */
    public static @Nullable Boolean said(Map<String, Boolean> consents, String topic) {
        Boolean own = consents.get(topic);
        return own == null && Boolean.FALSE.equals(consents.get(EVERYTHING)) ? Boolean.FALSE : own;
    }

    public static boolean isRefused(Map<String, Boolean> consents, String matter) {
        return Boolean.FALSE.equals(consents.get(matter));
    }
}
