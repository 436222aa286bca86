package io.kikkake.engine;

import io.kikkake.engine.Effect.What;
import io.kikkake.engine.condition.Condition;
import io.kikkake.engine.condition.Operand;
import io.kikkake.engine.condition.Operator;
import io.kikkake.engine.condition.Parts;
import io.kikkake.engine.condition.Subject;
import io.kikkake.engine.scenario.EventPattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A goal or an exit of a scenario.
 *
 * @param aboutEntry it compares with the run's entry event ("this cart's order"), so it is meant for one run whenever it
 *     happened; one that does not is for every run that started before it
 * @param keyPath where the event has the key of the runs it ends; null where it does not say
 * @param asksOnlyForKey there is no more to the condition than that the event has the run's key
 */
record Outcome(
        EventPattern pattern,
        What what,
        boolean aboutEntry,
        @Nullable String keyPath,
        boolean asksOnlyForKey) {

    static Outcome of(EventPattern pattern, What what, @Nullable String key) {
        String keyPath = key == null ? null : keyPath(pattern.where(), key);
        boolean asksOnlyForKey = keyPath != null && pattern.where() instanceof Condition.Test;
        return new Outcome(pattern, what, mentionsEntry(pattern.where()), keyPath, asksOnlyForKey);
    }

    private static boolean mentionsEntry(Condition condition) {
        return Parts.subjects(condition).anyMatch(subject -> subject.source() == Subject.Source.ENTRY);
    }

    /** Finds {@code property: x, equals: {entry: key}} among what must hold. */
    private static @Nullable String keyPath(Condition condition, String key) {
        return switch (condition) {
            case Condition.All(List<Condition> conditions) -> {
                for (Condition each : conditions) {
                    String path = keyPath(each, key);
                    if (path != null) {
                        yield path;
                    }
                }
                yield null;
            }
            case Condition.Test(var one, var operator, Operand.Reference(var other))
            when operator == Operator.EQUALS -> {
                String path = keyPath(one, other, key);
                yield path != null ? path : keyPath(other, one, key);
            }
            default -> null;
        };
    }

    private static @Nullable String keyPath(Subject property, Subject entry, String key) {
        boolean equated = property.source() == Subject.Source.PROPERTY
                && entry.source() == Subject.Source.ENTRY
                && entry.path().equals(key);
        return equated ? property.path() : null;
    }
}
