package io.kikkake.engine.condition;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of a message, as events the host posts about itself, with the properties {@link #SCENARIO}, {@link #STEP},
 * {@link #MESSAGE} and {@link #TOPIC}. Message tests are tests of these events.
 */
public enum MessageEvent {
    SENT("Message Sent"),
    OPENED("Message Opened"),
    CLICKED("Message Clicked"),
    BOUNCED("Message Bounced");

    /** Id of the scenario that sent it. */
    public static final String SCENARIO = "scenario";

    /** Id of the step that sent it. */
    public static final String STEP = "step";

    /** Id of the message within the scenario. */
    public static final String MESSAGE = "message";

    public static final String TOPIC = "topic";

    private final String event;

    MessageEvent(String event) {
        this.event = event;
    }

    /** The name of the event. */
    public String event() {
        return event;
    }

    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static List<String> keywords() {
        return Arrays.stream(values()).map(MessageEvent::keyword).toList();
    }

    /** The one whose events have the name. */
    public static Optional<MessageEvent> of(String event) {
        return Arrays.stream(values()).filter(each -> each.event.equals(event)).findFirst();
    }
}
