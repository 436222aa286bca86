package io.kikkake.flink;

import io.kikkake.engine.ScenarioSet.Status;
import io.kikkake.engine.scenario.ScenarioReader;
import io.kikkake.engine.scenario.Topic;
import io.kikkake.engine.value.Value;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;

/**
 * Something published: a version of a scenario, or a topic.
 *
 * @param id of the scenario or topic; for {@link Kind#UNREADABLE} what was wrong
 * @param version of the scenario, from 1; 0 for a topic
 * @param status of the version; CURRENT for a topic
 * @param document the scenario's or topic's JSON, as published
 */
public record ScenarioChange(Kind kind, String id, int version, Status status, String document)
        implements Serializable {

    public enum Kind {
        SCENARIO,
        TOPIC,
        UNREADABLE
    }

    /** Reads what the topic of scenarios holds; what cannot be read comes back as such, with the reason. */
    static ScenarioChange read(byte[] json) {
        try {
            return read(Json.object(json));
        } catch (JacksonException | IllegalArgumentException e) {
            return new ScenarioChange(
                    Kind.UNREADABLE,
                    String.valueOf(e.getMessage()),
                    0,
                    Status.OLD,
                    new String(json, StandardCharsets.UTF_8));
        }
    }

    private static ScenarioChange read(Value.ObjectOf fields) {
        if (fields.fields().get("topic") instanceof Value.ObjectOf topic) {
            return new ScenarioChange(Kind.TOPIC, Json.text(topic, "id"), 0, Status.CURRENT, Json.write(topic));
        }
        if (!(fields.fields().get("document") instanceof Value.ObjectOf document)) {
            throw new IllegalArgumentException(
                    "A change has a \"document\", \"version\" and \"status\", or a \"topic\"");
        }
        long version = Json.whole(fields, "version");
        if (version < 1 || version > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("\"version\" counts from 1, not " + version);
        }
        Status status = oneOf(Status.values(), fields, "status");
        return new ScenarioChange(
                Kind.SCENARIO, Json.text(document, "scenario"), (int) version, status, Json.write(document));
    }

    /**
     * Whether the engine takes it.
     *
     * @throws RuntimeException telling what is wrong with it
     */
    void check() {
        switch (kind) {
            case SCENARIO -> ScenarioReader.read(Json.object(document));
            case TOPIC -> topic();
            case UNREADABLE -> throw new IllegalArgumentException(id);
        }
    }

    Topic topic() {
        Value.ObjectOf topic = Json.object(document);
        return new Topic(
                id,
                oneOf(Topic.Kind.values(), topic, "kind"),
                oneOf(Topic.Consent.values(), topic, "consent"),
                Value.of(true).equals(topic.at("doubleOptIn")));
    }

    /** Names it among all that is published; the same again takes its place. */
    String place() {
        return kind + "/" + id + "/" + version;
    }

    ScenarioChange with(Status status) {
        return new ScenarioChange(kind, id, version, status, document);
    }

    private static <E extends Enum<E>> E oneOf(E[] all, Value.ObjectOf object, String field) {
        String word = Json.text(object, field).toUpperCase(Locale.ROOT).replace('-', '_');
        return Stream.of(all)
                .filter(each -> each.name().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + field + "\" is one of "
                        + Stream.of(all).map(Enum::name).collect(Collectors.joining(", ")) + ", not " + word));
    }
}
