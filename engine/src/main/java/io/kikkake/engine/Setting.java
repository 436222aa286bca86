package io.kikkake.engine;

import io.kikkake.engine.condition.Facts;
import io.kikkake.engine.condition.Operand;
import io.kikkake.engine.scenario.Action;
import io.kikkake.engine.state.Run;
import io.kikkake.engine.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes what is known of the customer, at once: the next step sees it. */
final class Setting {

    private static final String TAGS = "tags";

    private final Draft draft;
    private final Facts facts;

    Setting(Draft draft, Facts facts) {
        this.draft = draft;
        this.facts = facts;
    }

    void set(Run here, Action.Set set) {
        Map<String, Value> before = draft.state.attributes().fields();
        var fields = new LinkedHashMap<>(before);
        set.attributes().forEach((name, operand) -> {
            Value value = value(operand, facts);
            if (value instanceof Value.Null) {
                fields.remove(name);
            } else if (value != null) {
                fields.put(name, value);
            }
        });
        if (!set.addTags().isEmpty() || !set.removeTags().isEmpty()) {
            fields.put(TAGS, tags(before.get(TAGS), set));
        }
        Value.ObjectOf after = Bounds.within(new Value.ObjectOf(fields));
        Value.ObjectOf changes = changes(before, after.fields());
        if (!changes.fields().isEmpty()) {
            draft.state = draft.state.withAttributes(after);
            draft.add(new Effect.SetAttributes(Ids.send(here), here, changes));
        }
        set.consents().forEach((topic, granted) -> consent(here, topic, granted));
    }

    /** What an operand comes to now; null where it refers to something missing. */
    static @Nullable Value value(Operand operand, Facts facts) {
        return switch (operand) {
            case Operand.Literal(var value) -> value;
            case Operand.Reference(var subject) -> facts.find(subject);
            case Operand.Regex regex -> null;
        };
    }

    private static Value tags(@Nullable Value known, Action.Set set) {
        List<Value> items = known instanceof Value.ListOf(var list) ? list : known == null ? List.of() : List.of(known);
        var tags = new ArrayList<>(items);
        tags.removeIf(
                tag -> tag instanceof Value.Text(var text) && set.removeTags().contains(text));
        for (String tag : set.addTags()) {
            if (!tags.contains(Value.of(tag))) {
                tags.add(Value.of(tag));
            }
        }
        return new Value.ListOf(tags);
    }

    private static Value.ObjectOf changes(Map<String, Value> before, Map<String, Value> after) {
        var changes = new LinkedHashMap<String, Value>();
        after.forEach((name, value) -> {
            if (!value.equals(before.get(name))) {
                changes.put(name, value);
            }
        });
        before.keySet().stream()
                .filter(name -> !after.containsKey(name))
                .forEach(name -> changes.put(name, Value.Null.NULL));
        return new Value.ObjectOf(changes);
    }

    /** A refusal ends the customer's other runs on the topic, as the customer's own would; this one goes on and may not send. */
    private void consent(Run here, String topic, boolean granted) {
        var consents = new HashMap<>(draft.state.consents());
        var consentedAt = new HashMap<>(draft.state.consentedAt());
        Boolean said = consents.put(topic, granted);
        consentedAt.put(topic, draft.now);
        draft.state = draft.state.withConsents(consents, consentedAt);
        draft.add(new Effect.SetConsent(Ids.send(here), here, topic, granted, draft.now));
        if (!granted && !Boolean.FALSE.equals(said)) {
            Consent.endRuns(draft, Set.of(topic), here.id());
        }
    }
}
