package io.kikkake.engine.scenario;

import io.kikkake.engine.condition.Condition;
import io.kikkake.engine.value.Value;
import java.util.Optional;
import java.util.function.Function;

/** Makes segments of documents; {@code segment.schema.json} beside this package says the same for editors. */
public final class SegmentReader {

    /** Where the JSON Schema is on the class path. */
    public static final String SCHEMA = "/io/kikkake/engine/segment.schema.json";

    private SegmentReader() {}

    /**
     * Reads a segment: {@code segment}, {@code name} and {@code where}.
     *
     * @throws DefinitionInvalid with everything that is wrong
     */
    public static Segment read(Value document) {
        return read(document, place -> place.fields().flatMap(SegmentReader::segment));
    }

    /**
     * Reads a condition by itself.
     *
     * @throws DefinitionInvalid with everything that is wrong
     */
    public static Condition condition(Value document) {
        return read(document, ConditionReader::read);
    }

    private static <T> T read(Value document, Function<Place, Optional<T>> reader) {
        var problems = new Problems();
        Optional<T> read = reader.apply(new Place(document, "", problems));
        problems.refuse();
        return read.orElseThrow(() -> new IllegalStateException("What has no problems can be read"));
    }

    private static Optional<Segment> segment(Fields fields) {
        Optional<String> id = fields.required("segment").flatMap(Place::id);
        Optional<Names> name = fields.required("name").flatMap(NamesReader::read);
        Optional<Condition> where = fields.required("where").flatMap(ConditionReader::read);
        fields.end();
        if (id.isEmpty() || name.isEmpty() || where.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Segment(id.get(), name.get(), where.get()));
    }
}
