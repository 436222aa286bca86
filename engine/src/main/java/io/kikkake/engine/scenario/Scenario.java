package io.kikkake.engine.scenario;

import io.kikkake.engine.value.Value;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One version of a scenario: a trigger, a graph of steps and its rules.
 *
 * @param key dotted path into the entry event that makes two runs distinct; null for one run per customer
 * @param goals events that count as conversion and end the run
 * @param exits events that end the run without one
 * @param steps a run starts at the first
 * @param messages by id, as written: their content is for the part that renders it
 * @param own what it says to the guard
 */
public record Scenario(
        String id,
        Names name,
        String topic,
        Trigger trigger,
        @Nullable String key,
        Reentry reentry,
        List<EventPattern> goals,
        List<EventPattern> exits,
        List<Step> steps,
        Map<String, Value.ObjectOf> messages,
        OwnRules own) {

    public Scenario {
        goals = List.copyOf(goals);
        exits = List.copyOf(exits);
        steps = List.copyOf(steps);
        messages = Collections.unmodifiableMap(new LinkedHashMap<>(messages));
    }

    public Scenario(
            String id,
            Names name,
            String topic,
            Trigger trigger,
            @Nullable String key,
            Reentry reentry,
            List<EventPattern> goals,
            List<EventPattern> exits,
            List<Step> steps,
            Map<String, Value.ObjectOf> messages) {
        this(id, name, topic, trigger, key, reentry, goals, exits, steps, messages, OwnRules.NONE);
    }
}
