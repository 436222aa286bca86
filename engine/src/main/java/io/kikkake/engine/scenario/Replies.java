package io.kikkake.engine.scenario;

import io.kikkake.engine.Feedback;
import io.kikkake.engine.condition.Condition;
import io.kikkake.engine.condition.MessageEvent;
import io.kikkake.engine.condition.Operand;
import io.kikkake.engine.condition.Operator;
import io.kikkake.engine.condition.Subject;
import io.kikkake.engine.value.Value;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Whoever answered a mail in their owner's name is talking to a person: no program goes on writing in that name. A scenario says
 * otherwise by naming the answer itself, as its goal, its exit or what a step waits for.
 */
final class Replies {

    private static final Value OWNER = Value.of("owner");

    private Replies() {}

    static List<EventPattern> exits(
            String scenario,
            List<EventPattern> goals,
            List<EventPattern> exits,
            List<Step> steps,
            Map<String, Value.ObjectOf> messages) {
        boolean inOwnersName = messages.values().stream()
                .anyMatch(message -> OWNER.equals(message.fields().get("from"))
                        || OWNER.equals(message.fields().get("reply-to")));
        boolean named = Stream.of(goals.stream(), exits.stream(), awaited(steps))
                .flatMap(patterns -> patterns)
                .anyMatch(pattern -> pattern.event().equals(Feedback.REPLIED));
        return inOwnersName && !named
                ? Stream.concat(exits.stream(), Stream.of(exit(scenario))).toList()
                : exits;
    }

    /** An answer to one of the scenario's own messages. */
    static EventPattern exit(String scenario) {
        return new EventPattern(
                Feedback.REPLIED,
                new Condition.Test(
                        new Subject(Subject.Source.PROPERTY, MessageEvent.SCENARIO),
                        Operator.EQUALS,
                        new Operand.Literal(Value.of(scenario))));
    }

    private static Stream<EventPattern> awaited(List<Step> steps) {
        return steps.stream()
                .flatMap(step -> step instanceof Step.WaitFor waits ? waits.events().stream() : Stream.empty())
                .map(Step.Awaited::pattern);
    }
}
