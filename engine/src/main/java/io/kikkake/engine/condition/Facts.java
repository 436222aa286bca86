package io.kikkake.engine.condition;

import io.kikkake.engine.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * What a condition can see.
 *
 * @param attributes of the customer
 * @param property the event being decided; null when there is none
 * @param entry the event that entered the run; null outside a run
 */
public record Facts(Value.ObjectOf attributes, Value.@Nullable ObjectOf property, Value.@Nullable ObjectOf entry) {

    /** The value looked at; null where it is missing or JSON null, for nobody can tell what it would have been. */
    public @Nullable Value find(Subject subject) {
        Value.ObjectOf source = switch (subject.source()) {
            case ATTRIBUTE -> attributes;
            case PROPERTY -> property;
            case ENTRY -> entry;
        };
        Value found = source == null ? null : source.at(subject.path());
        return found instanceof Value.Null ? null : found;
    }
}
