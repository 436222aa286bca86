package io.kikkake.server.scenario;

import io.kikkake.engine.ScenarioSet.Project;
import io.kikkake.engine.condition.Condition;
import io.kikkake.engine.condition.Parts;
import io.kikkake.engine.scenario.DefinitionInvalid;
import io.kikkake.engine.scenario.Segment;
import io.kikkake.engine.scenario.SegmentReader;
import io.kikkake.engine.value.Value;
import io.kikkake.server.platform.Json;
import io.kikkake.server.platform.Problem;
import io.kikkake.server.platform.Problem.Fault;
import io.kikkake.server.platform.WritingAgain;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The saved segments. Answers from memory. */
@Component
public class Segments {

    private final JdbcClient jdbc;
    private final Clock clock;
    private final ApplicationEventPublisher events;
    private volatile Map<String, Segment> all;

    Segments(JdbcClient jdbc, Clock clock, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.events = events;
        this.all = stored();
    }

    public Collection<Segment> all() {
        return all.values();
    }

    public Optional<Segment> named(String id) {
        return Optional.ofNullable(all.get(id));
    }

    /** What makes a customer be in each. */
    Map<String, Condition> conditions() {
        return conditions(all.values());
    }

    private static Map<String, Condition> conditions(Collection<Segment> segments) {
        return segments.stream().collect(Collectors.toMap(Segment::id, Segment::condition));
    }

    /**
     * Saves a segment under its id, in the place of the one before.
     *
     * @param text YAML, of which JSON is a part
     * @throws Problem 422 with everything that is wrong with the document
     */
    public synchronized Segment save(String text) {
        Value document = Documents.yaml(text);
        Segment segment = read(document, SegmentReader::read);
        refuseUnknownAndCircles(
                segment,
                new SegmentMentions(Objects.requireNonNullElse(document.at("where"), Value.Null.NULL), "/where"));
        jdbc.sql("insert into segment (id, source, definition, updated_at) values (?, ?, ?::jsonb, ?)"
                        + " on conflict (id) do update set source = excluded.source, definition = excluded.definition,"
                        + " updated_at = excluded.updated_at")
                .params(
                        segment.id(),
                        text,
                        Json.write(document),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        changed();
        return segment;
    }

    private void refuseUnknownAndCircles(Segment segment, SegmentMentions mentions) {
        var after = new TreeMap<>(all);
        after.put(segment.id(), segment);
        List<Fault> unknown = mentions.unknown(after.keySet());
        if (!unknown.isEmpty()) {
            throw notSaved(unknown);
        }
        try {
            new Project(ZoneOffset.UTC, Map.of()).withSegments(conditions(after.values()));
        } catch (IllegalArgumentException e) {
            String path =
                    mentions.leadingTo(segment.id(), conditions(after.values())).orElse("/where");
            throw notSaved(List.of(new Fault(path, String.valueOf(e.getMessage()), null)));
        }
    }

    /** @throws Problem 404 where there is none, 409 where another segment is made of it */
    public synchronized void delete(String id) {
        all.values().stream()
                .filter(other -> Parts.segments(other.condition()).anyMatch(id::equals))
                .findFirst()
                .ifPresent(other -> {
                    throw new Problem(
                            409, "In use", "The segment " + other.id() + " is made of it. Change that first.");
                });
        if (jdbc.sql("delete from segment where id = ?").param(id).update() == 0) {
            throw Problem.notFound("The segment " + id);
        }
        changed();
    }

    /**
     * A condition that is not saved, such as one being written.
     *
     * @throws Problem 422 with everything that is wrong with it
     */
    public Condition condition(String text) {
        return read(Documents.yaml(text), SegmentReader::condition);
    }

    private static <T> T read(Value document, Function<Value, T> reader) {
        try {
            return reader.apply(document);
        } catch (DefinitionInvalid e) {
            throw notSaved(e.problems().stream()
                    .map(problem -> new Fault(problem.path(), problem.message(), problem.suggestion()))
                    .toList());
        }
    }

    private static Problem notSaved(List<Fault> faults) {
        return new Problem(422, "Not understood", "The document has faults; nothing was saved.", faults);
    }

    @EventListener(WritingAgain.class)
    synchronized void lookAgain() {
        changed();
    }

    private void changed() {
        all = stored();
        events.publishEvent(new SegmentsChanged());
    }

    private Map<String, Segment> stored() {
        var segments = new TreeMap<String, Segment>();
        jdbc.sql("select definition::text from segment")
                .query(String.class)
                .list()
                .forEach(definition -> {
                    Segment segment = SegmentReader.read(Json.read(definition));
                    segments.put(segment.id(), segment);
                });
        return segments;
    }
}
