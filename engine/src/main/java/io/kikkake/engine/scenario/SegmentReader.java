package io.kikkake.engine.scenario;

import io.kikkake.engine.condition.Condition;
import io.kikkake.engine.condition.Parts;
import io.kikkake.engine.condition.Subject.Source;
import io.kikkake.engine.value.Value;
import java.util.Optional;
import java.util.Set;

/** Makes the condition of a segment: one that can be asked of a customer at any time, without an event and without a run. */
public final class SegmentReader {

    private static final Set<Source> OF_A_RUN = Set.of(Source.PROPERTY, Source.ENTRY, Source.STEP);

    private SegmentReader() {}

    /**
     * Reads a condition.
     *
     * @throws DefinitionInvalid with everything that is wrong
     */
    public static Condition read(Value definition) {
        var problems = new Problems();
        var place = new Place(definition, "", problems);
        Optional<Condition> condition = ConditionReader.read(place);
        condition.stream()
                .flatMap(Parts::subjects)
                .map(subject -> subject.source())
                .filter(OF_A_RUN::contains)
                .distinct()
                .forEach(source -> place.problem("A segment looks at the customer; there is no \"" + source.keyword()
                        + "\" when nothing happens. Name past events with \"performed\"."));
        problems.refuse();
        return condition.orElseThrow(() -> new IllegalStateException("A condition without problems is a condition"));
    }

    /** Tells it in both languages. */
    public static Names tell(Condition condition) {
        return ConditionWords.tell(condition);
    }
}
