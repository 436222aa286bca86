package io.kikkake.engine.scenario;

import io.kikkake.engine.condition.Condition;
import io.kikkake.engine.condition.MessageEvent;
import java.util.Optional;

/** Reads {@code {event: …, where: …}}. */
final class EventReader {

    private EventReader() {}

    static Optional<EventPattern> read(Place place) {
        return place.fields().flatMap(fields -> {
            Optional<EventPattern> pattern = pattern(fields);
            fields.end();
            return pattern;
        });
    }

    /** Of an object that may have more fields. */
    static Optional<EventPattern> pattern(Fields fields) {
        Optional<String> event = fields.required("event").flatMap(Place::text);
        Optional<Place> where = fields.optional("where");
        Optional<Condition> condition =
                where.isEmpty() ? Optional.of(Condition.always()) : where.flatMap(ConditionReader::read);
        return event.flatMap(
                name -> condition.map(holds -> new EventPattern(name, MessageEvent.byPeople(name, holds))));
    }
}
