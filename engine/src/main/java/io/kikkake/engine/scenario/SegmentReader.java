package io.kikkake.engine.scenario;

import io.kikkake.engine.condition.Condition;
import io.kikkake.engine.condition.Parts;
import io.kikkake.engine.condition.Subject;
import io.kikkake.engine.condition.Subject.Source;
import io.kikkake.engine.value.Value;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Makes segments of documents; {@code segment.schema.json} beside this package says the same for editors. */
public final class SegmentReader {

    /** Where the JSON Schema is on the class path. */
    public static final String SCHEMA = "/io/kikkake/engine/segment.schema.json";

    private static final Set<Source> OF_A_RUN = Set.of(Source.PROPERTY, Source.ENTRY, Source.STEP);

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
        return read(document, SegmentReader::where);
    }

    /** Tells it in both languages; the Japanese ends in a plain form. */
    public static Names tell(Condition condition) {
        return ConditionWords.tell(condition);
    }

    /** A condition that can be asked of a customer at any time, without an event and without a run. */
    private static Optional<Condition> where(Place place) {
        Optional<Condition> condition = ConditionReader.read(place);
        condition.stream()
                .flatMap(Parts::subjects)
                .map(Subject::source)
                .filter(OF_A_RUN::contains)
                .distinct()
                .forEach(source -> place.problem("A segment looks at the customer; there is no \"" + source.keyword()
                        + "\" when nothing happens. Name past events with \"performed\"."));
        return condition;
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
        Optional<Condition> where = fields.required("where").flatMap(SegmentReader::where);
        fields.end();
        if (id.isEmpty() || name.isEmpty() || where.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Segment(id.get(), name.get(), where.get()));
    }
}
