package io.kikkake.engine.scenario;

import io.kikkake.engine.value.Value;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The fields of an object in the document. What has been asked for by the {@link #end} is what may be there. */
final class Fields {

    /** Fields by where they belong, for those who wrote one in the wrong place. */
    private static final Map<String, String> HOMES = Map.ofEntries(
            Map.entry("where", "an event (trigger, goal, exit, wait-for)"),
            Map.entry("event", "a trigger, goal, exit or an event of wait-for"),
            Map.entry("timeout", "wait-for"),
            Map.entry("on-timeout", "wait-for"),
            Map.entry("events", "wait-for"),
            Map.entry("cases", "branch"),
            Map.entry("else", "branch"),
            Map.entry("when", "a case of branch"),
            Map.entry("for", "wait"),
            Map.entry("until", "wait"),
            Map.entry("business-days", "wait"),
            Map.entry("calendar", "a wait of business-days"),
            Map.entry("at", "wait"),
            Map.entry("active", "reentry"),
            Map.entry("after-exit", "reentry"),
            Map.entry("after", "after-exit, until of a wait, or winner"),
            Map.entry("topic", "the scenario itself"),
            Map.entry("trigger", "the scenario itself"),
            Map.entry("key", "the scenario itself"),
            Map.entry("reentry", "the scenario itself"),
            Map.entry("goal", "the scenario itself"),
            Map.entry("exit", "the scenario itself, or a step"),
            Map.entry("steps", "the scenario itself"),
            Map.entry("messages", "the scenario itself"),
            Map.entry("send", "a step"),
            Map.entry("wait", "a step"),
            Map.entry("wait-for", "a step"),
            Map.entry("branch", "a step"),
            Map.entry("conditions", "wait-for"),
            Map.entry("weekday", "until of a wait"),
            Map.entry("business-day", "until of a wait"),
            Map.entry("best-hour", "until of a wait"),
            Map.entry("if-past", "a wait until a date"),
            Map.entry("if-missing", "a wait until a date"),
            Map.entry("before", "a date, the trigger of one, or until of a wait"),
            Map.entry("arms", "split"),
            Map.entry("weight", "an arm of split"),
            Map.entry("winner", "split"),
            Map.entry("split", "a step"),
            Map.entry("set", "a step"),
            Map.entry("coupon", "a step"),
            Map.entry("points", "a step"),
            Map.entry("task", "a step"),
            Map.entry("webhook", "a step"),
            Map.entry("emit", "a step"),
            Map.entry("start", "a step"),
            Map.entry("go-to", "a step"),
            Map.entry("channels", "a send step"),
            Map.entry("still-true", "a send step"),
            Map.entry("on-block", "a send step"),
            Map.entry("add-tags", "set"),
            Map.entry("remove-tags", "set"),
            Map.entry("consents", "set"),
            Map.entry("pool", "coupon"),
            Map.entry("prefix", "coupon"),
            Map.entry("if-empty", "coupon"),
            Map.entry("await", "webhook"),
            Map.entry("on-failure", "webhook"),
            Map.entry("next", "a step, a case or an event of wait-for"),
            Map.entry("existing", "a trigger of a segment (entered) or of inactivity"),
            Map.entry("if-missed", "a trigger of a date"),
            Map.entry("settled", "a trigger of a date"),
            Map.entry("every", "a trigger of a date, or schedule"),
            Map.entry("window", "a trigger of a trend"),
            Map.entry("ending", "a trigger of another scenario"),
            Map.entry("subject", "a message"),
            Map.entry("mjml", "a message"),
            Map.entry("defer", "on-block"),
            Map.entry("priority", "the scenario itself"),
            Map.entry("exclusion-group", "the scenario itself"),
            Map.entry("holdout", "the scenario itself, or the project's rules"),
            Map.entry("same-message-within", "the scenario itself, or the project's rules"),
            Map.entry("quiet-hours", "the scenario itself, or the project's rules"),
            Map.entry("ceiling", "the scenario itself"),
            Map.entry("caps", "the project's rules"),
            Map.entry("exclusion-groups", "the project's rules"),
            Map.entry("days", "quiet-hours"),
            Map.entry("holidays", "quiet-hours"),
            Map.entry("from", "a message, or quiet-hours"),
            Map.entry("within", "performed, not-performed, sequence or message"),
            Map.entry("between", "performed, not-performed or message"),
            Map.entry("then", "sequence"),
            Map.entry("without", "sequence"),
            Map.entry("given", "consent"),
            Map.entry("of", "catalog"));

    private final Place place;
    private final Value.ObjectOf object;
    private final Set<String> known = new LinkedHashSet<>();

    Fields(Place place, Value.ObjectOf object) {
        this.place = place;
        this.object = object;
    }

    Place place() {
        return place;
    }

    boolean has(String name) {
        return object.fields().containsKey(name);
    }

    Set<String> names() {
        return object.fields().keySet();
    }

    Optional<Place> optional(String name) {
        known.add(name);
        Value value = object.fields().get(name);
        return value == null ? Optional.empty() : Optional.of(place.field(name, value));
    }

    Optional<Place> required(String name) {
        Optional<Place> field = optional(name);
        return field.isPresent() ? field : place.problem("The field \"" + name + "\" is missing.");
    }

    /** Refuses fields nobody asked for. */
    void end() {
        for (var field : object.fields().entrySet()) {
            if (!known.contains(field.getKey())) {
                refuse(place.field(field.getKey(), field.getValue()), field.getKey());
            }
        }
    }

    private void refuse(Place unknown, String name) {
        Optional<String> near = Problems.nearest(name, known);
        String home = HOMES.get(name);
        if (home != null) {
            unknown.problem(
                    "The field \"" + name + "\" does not belong here; it belongs to " + home + ".", near.orElse(null));
        } else {
            unknown.problem("There is no field \"" + name + "\" here.", near.orElse(null));
        }
    }
}
