package io.kikkake.engine.condition;

import io.kikkake.engine.value.Value;
import java.util.ArrayList;
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

    /** True where a program did it: a mail program loading pictures ahead, a scanner following links. */
    public static final String MACHINE = "machine";

    /** Where nothing is said of machines, what they did does not count. */
    private static final Condition BY_PEOPLE = new Condition.Not(new Condition.All(List.of(
            new Condition.Test(
                    new Subject(Subject.Source.PROPERTY, MACHINE),
                    Operator.EXISTS,
                    new Operand.Literal(Value.of(true))),
            new Condition.Test(
                    new Subject(Subject.Source.PROPERTY, MACHINE),
                    Operator.EQUALS,
                    new Operand.Literal(Value.of(true))))));

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

    /**
     * What a question about an event asks when it does not ask about machines: only what people did. Of events that no machine
     * causes, and where the question names the property itself, it stays as it is.
     */
    public static Condition byPeople(String event, Condition where) {
        boolean caused = event.equals(OPENED.event) || event.equals(CLICKED.event);
        boolean named = Parts.subjects(where)
                .anyMatch(subject -> subject.source() == Subject.Source.PROPERTY
                        && subject.path().equals(MACHINE));
        if (!caused || named) {
            return where;
        }
        var parts = new ArrayList<>(where instanceof Condition.All(var conditions) ? conditions : List.of(where));
        parts.add(BY_PEOPLE);
        return parts.size() == 1 ? BY_PEOPLE : new Condition.All(parts);
    }

    /** The question without what {@link #byPeople} added, for it to be told as it was written. */
    public static Condition asWritten(Condition where) {
        if (where.equals(BY_PEOPLE)) {
            return Condition.always();
        }
        if (!(where instanceof Condition.All(var conditions)) || !conditions.contains(BY_PEOPLE)) {
            return where;
        }
        List<Condition> written =
                conditions.stream().filter(part -> !part.equals(BY_PEOPLE)).toList();
        return written.size() == 1 ? written.getFirst() : new Condition.All(written);
    }
}
