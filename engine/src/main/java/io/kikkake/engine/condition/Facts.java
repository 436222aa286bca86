package io.kikkake.engine.condition;

import io.kikkake.engine.value.Value;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What a condition can see.
 *
 * @param attributes of the customer
 * @param property the event being decided; null when there is none
 * @param entry the event that entered the run; null outside a run
 * @param outputs what steps of the run brought, by step
 * @param around what else there is
 * @param now the time it is for the condition
 */
public record Facts(
        Value.ObjectOf attributes,
        Value.@Nullable ObjectOf property,
        Value.@Nullable ObjectOf entry,
        Value.ObjectOf outputs,
        Surroundings around,
        Instant now) {

    /** Of attributes and events alone. */
    public Facts(Value.ObjectOf attributes, Value.@Nullable ObjectOf property, Value.@Nullable ObjectOf entry) {
        this(attributes, property, entry, Value.ObjectOf.EMPTY, Surroundings.NOTHING, Surroundings.NOTHING.now());
    }

    /** The same at another time, nothing having come in. */
    public Facts at(Instant moment) {
        return moment.equals(now) ? this : new Facts(attributes, property, entry, outputs, around, moment);
    }

    /** The value looked at; null where it is missing or JSON null, for nobody can tell what it would have been. */
    public @Nullable Value find(Subject subject) {
        Value.ObjectOf source = switch (subject.source()) {
            case ATTRIBUTE -> attributes;
            case PROPERTY -> property;
            case ENTRY -> entry;
            case STEP -> outputs;
            case CATALOG -> product(subject.of());
        };
        Value found = source == null ? null : source.at(subject.path());
        return found instanceof Value.Null ? null : found;
    }

    private Value.@Nullable ObjectOf product(@Nullable Subject of) {
        Value id = of == null ? null : find(of);
        return switch (id) {
            case Value.Text(var text) -> around.product(text).orElse(null);
            case Value.Number(var number)
            when Math.abs((long) number.scale()) < 100 ->
                around.product(number.toPlainString()).orElse(null);
            case null, default -> null;
        };
    }

    ZoneId zone() {
        return around.zone();
    }
}
